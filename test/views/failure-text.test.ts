import { describe, expect, it } from 'vitest';
import { failureText, problemText, remedyLine, warningText } from '../../src/views/failure-text.ts';
import { checkText } from '../../src/views/check-text.ts';
import { remedyOf } from '../../src/core/contract/remedy.ts';
import { denialOf } from '../../src/core/sts/denial.ts';
import { de } from '../../src/views/words/de.ts';
import { en } from '../../src/views/words/en.ts';
import { ruleText, policyProblemText } from '../../src/views/words/en-rules.ts';
import type { FactFormat } from '../../src/views/words/fact-format.ts';
import {
  everyCheck,
  everyFailure,
  everyPolicyProblem,
  everyProblem,
  everyRule,
  everyWarning,
} from '../support/every-failure.ts';

const format: FactFormat = {
  roleName: 'new-profile',
  field: (name) => `--${name}`,
  time: () => '14:32',
  moment: () => '14:32:05',
};

describe('the text of a failure', () => {
  it.each(Object.values(everyFailure))('has a title and a detail for $kind', (failure) => {
    const text = failureText(en, failure, format);
    expect(text.title).toMatch(/\S{2}/);
    expect(text.title).not.toMatch(/[\n.]$|\n/);
    expect(text.detail).toMatch(/\S{2}/);
    expect(`${text.title}${text.detail}${remedyLine(text) ?? ''}`).not.toMatch(
      /undefined|\[object|NaN/,
    );
    if (failure.kind !== 'field-invalid') expect(remedyLine(text)).toMatch(/\S{2}/);
  });

  it('is different for every kind', () => {
    const all = Object.values(everyFailure).map((failure) => {
      const { title, detail } = failureText(en, failure, format);
      return `${title}\n${detail}`;
    });
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(Object.values(everyFailure))('shows no unsafe character for $kind', (failure) => {
    const text = failureText(en, withUnsafeTexts(failure), {
      ...format,
      roleName: 'n\u202e\u001b[2J<b>',
    });
    const shown = [text.title, text.detail, remedyLine(text) ?? ''].join('\n');
    expect(shown.replaceAll('\n', ' ')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(shown).not.toContain('<b>');
  });

  it('lists for AccessDenied the caller, the usual causes, the sent values and a command', () => {
    const text = failureText(en, everyFailure['access-denied'], format);
    const { detail } = text;
    expect(detail).toContain('Caller: arn:aws:iam::111122223333:user/alice');
    const policy: unknown = JSON.parse(/^\{$[^]*?^\}$/m.exec(detail)?.[0] ?? '');
    expect(policy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Resource: 'arn:aws:iam::123456789012:role/MyApp/MyS3Access',
        },
      ],
    });
    expect(detail).toMatch(
      /1\. The caller's own policy[^]*2\. The role's trust policy[^]*3\. The external ID "Unique-Id-From-Client" was sent[^]*4\. The session name "alice" was sent/,
    );
    expect(detail).toContain('rolekeeper policy new-profile --trust');
    expect(detail).toContain('AWS request ID: c6104cbe-af31-11e0-8154-cbc7ccf896c7');
    expect(remedyLine(text)).toMatch(/rolekeeper policy new-profile --commands$/);
  });

  it('says for AccessDenied that an external ID may be missing if none was sent', () => {
    const failure = { ...everyFailure['access-denied'], externalId: null, callerArn: null };
    const { detail } = failureText(en, failure, format);
    expect(detail).toContain('3. No external ID was sent, but the trust policy may require one.');
    expect(detail).toContain('because AWS could not be asked');
  });

  it.each([
    [
      'with an explicit deny in a service control policy',
      /a service control policy of the organization denies the request/,
    ],
    [
      'because no service control policy allows the sts:AssumeRole action',
      /service control policy.* does not allow the request/,
    ],
    [
      'with an explicit deny in a resource control policy',
      /a resource control policy.* denies the request/,
    ],
    [
      'because no permissions boundary allows the sts:AssumeRole action',
      /permissions boundary does not allow the request/,
    ],
    [
      'because no session policy allows the sts:AssumeRole action',
      /session policy .* does not allow the request/,
    ],
    ['with an explicit deny in a VPC endpoint policy', /VPC endpoint .* denies the request/],
    [
      'with an explicit deny in an identity-based policy',
      /the caller's own policy denies the request/,
    ],
  ])('gives for AccessDenied only the cause that AWS names: %s', (reason, expected) => {
    const denied = everyFailure['access-denied'];
    const message = `${denied.message} ${reason}`;
    const text = failureText(en, { ...denied, message, denial: denialOf(message) }, format);
    expect(text.detail).toMatch(expected);
    expect(text.detail).not.toMatch(/usual causes|external ID|"Statement"/i);
    expect(text.remedy).toBeNull();
  });

  it('shows for AccessDenied only the policy to attach if AWS says that this policy is missing', () => {
    const denied = everyFailure['access-denied'];
    const message = `${denied.message} because no identity-based policy allows the sts:AssumeRole action`;
    const text = failureText(en, { ...denied, message, denial: denialOf(message) }, format);
    expect(text.detail).toContain('"Statement"');
    expect(text.detail).not.toMatch(/usual causes/i);
    expect(remedyLine(text)).toMatch(/rolekeeper policy new-profile --commands$/);
  });

  it('shows the sent values if the trust policy denies access', () => {
    const denied = everyFailure['access-denied'];
    const denial = { cause: 'resource-policy', isExplicit: true } as const;
    for (const [words, expected] of [
      [en, "the role's trust policy denies the request"],
      [de, 'die Vertrauensrichtlinie der Rolle verbietet die Anfrage'],
    ] as const) {
      const { detail } = failureText(words, { ...denied, denial }, format);
      expect(detail).toContain(expected);
      expect(detail).toMatch(/"Unique-Id-From-Client"|„Unique-Id-From-Client“/);
      expect(detail).toMatch(/"alice"|„alice“/);
      expect(detail).not.toMatch(/"Statement"|usual causes|bliche Ursachen/i);
    }
  });

  it.each(['external-id', 'session-name'] as const)(
    'shows the sent value and links to its field if the %s is the cause of AccessDenied',
    (cause) => {
      const denial = { cause, isExplicit: false } as const;
      const failure = { ...everyFailure['access-denied'], denial };
      const { detail } = failureText(en, failure, format);
      expect(detail).toContain(cause === 'external-id' ? '"Unique-Id-From-Client"' : '"alice"');
      expect(detail).not.toMatch(/usual causes/i);
      expect(remedyOf(failure, 'id')).toEqual({
        kind: 'show',
        route: { kind: 'role', roleId: 'id', field: cause },
      });
    },
  );

  it('links to the field of the MFA device if AccessDenied is due to missing MFA', () => {
    const denial = { cause: 'mfa', isExplicit: false } as const;
    const failure = { ...everyFailure['access-denied'], denial };
    expect(failureText(en, failure, format).detail).toContain('MFA is missing');
    expect(failureText(en, failure, format).remedy?.command).toContain('--mfa-serial');
    expect(remedyOf(failure, 'id')).toMatchObject({ route: { field: 'mfa-serial' } });
  });

  it('says that the root user cannot assume roles, and gives no remedy', () => {
    const denied = {
      ...everyFailure['access-denied'],
      denial: denialOf('Roles may not be assumed by root accounts.'),
    };
    const text = failureText(en, denied, format);
    expect(text.detail).toContain('The root user cannot assume roles.');
    expect(text.remedy).toBeNull();
  });

  it('has the exact ARN in the policy to attach, even if the ARN contains &', () => {
    const failure = {
      ...everyFailure['access-denied'],
      roleArn: 'arn:aws:iam::123456789012:role/a&b/Name',
    };
    const { detail } = failureText(en, failure, format);
    const policy = JSON.parse(/^\{$[^]*?^\}$/m.exec(detail)?.[0] ?? '') as {
      Statement: { Resource: string }[];
    };
    expect(policy.Statement[0]?.Resource).toBe('arn:aws:iam::123456789012:role/a&b/Name');
  });

  it('suggests the closest name for an unknown role, and lists all names', () => {
    const { title, detail } = failureText(en, everyFailure['role-unknown'], format);
    expect(title).toBe('There is no role named new-profle');
    expect(detail).toBe('Did you mean new-profile?\nRoles: new-profile, other');
  });

  it('names an invalid field as on the command line, with its rule', () => {
    const { title } = failureText(en, everyFailure['field-invalid'], format);
    expect(title).toBe(
      '--role-arn must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/MyApp/MyS3Access',
    );
  });

  it('says in which direction the clock is wrong', () => {
    const skewBy = (offsetMs: number) =>
      failureText(en, { ...everyFailure['clock-skew'], offsetMs }, format).detail;
    // The offset is AWS's clock minus this machine's.
    expect(skewBy(420_000)).toContain('420 s behind the clock of AWS');
    expect(skewBy(-420_000)).toContain('420 s ahead of the clock of AWS');
    // A command that does not call AWS knows only the offset that was measured last.
    const problem = { kind: 'clock-skewed', offsetMs: 600_000 } as const;
    expect(problemText(en, problem, format).detail).toContain(
      'When last measured, it was 600 s behind the clock of AWS.',
    );
  });

  it('shows the command that signs in if a source needs a sign-in', () => {
    const command = (how: 'sso' | 'login') =>
      failureText(en, { ...everyFailure['sign-in-needed'], how }, format).remedy?.command;
    expect(command('sso')).toBe('rolekeeper sign-in corp');
    expect(command('login')).toBe('rolekeeper sign-in corp');
  });
});

describe('the text of', () => {
  it.each(Object.values(everyProblem))('the problem $kind has a title and a detail', (problem) => {
    const { title, detail } = problemText(en, problem, format);
    expect(title).toMatch(/\S{2}/);
    expect(detail).toMatch(/\S{2}/);
    expect(`${title}${detail}`).not.toMatch(/undefined|\[object/);
  });

  it.each(Object.values(everyWarning))(
    'the warning $kind is not empty and contains no "undefined"',
    (warning) => {
      expect(warningText(en, warning, format)).toMatch(/^[^]*\S\.?$/);
      expect(warningText(en, warning, format)).not.toMatch(/undefined|\[object/);
    },
  );

  it('a shadowed profile says what hides its keys and from which tools', () => {
    const say = (
      by: 'role_arn' | 'sso' | 'credential_process' | 'AWS_PROFILE',
      effect: 'hides-ours' | 'hides-ours-in-botocore' | 'hidden-by-ours',
    ) => warningText(en, { kind: 'shadowing', shadowing: { profile: 'p', by, effect } }, format);
    expect(say('role_arn', 'hides-ours')).toContain('hides its keys from every AWS tool');
    expect(say('role_arn', 'hides-ours')).toContain('p-rk');
    expect(say('sso', 'hides-ours-in-botocore')).toContain('The AWS CLI and boto3 still use it');
    expect(say('credential_process', 'hidden-by-ours')).toContain(
      'The keys that Rolekeeper writes hide it',
    );
    expect(say('AWS_PROFILE', 'hides-ours')).toContain('AWS_PROFILE in the environment is set');
  });

  it.each(Object.values(everyRule))(
    'the rule $kind begins with a verb, to follow the name of a field',
    (rule) => {
      expect(ruleText(rule)).toMatch(/^(must|may|is|cannot) /);
    },
  );

  it.each(Object.values(everyPolicyProblem))(
    'the problem $kind of a policy document gives the reason',
    (problem) => {
      expect(policyProblemText(problem)).toMatch(/\S{2}/);
    },
  );

  it('the problem of a policy document with a wildcard or with several roles names the role ARNs', () => {
    expect(policyProblemText(everyPolicyProblem.wildcard)).toContain(
      'arn:aws:iam::123456789012:role/* has a wildcard',
    );
    expect(policyProblemText(everyPolicyProblem.several)).toContain(
      '  arn:aws:iam::123456789012:role/Other',
    );
  });

  it.each(everyCheck)('the check %s has a title and contains no "undefined"', (check) => {
    for (const level of ['good', 'warning', 'bad', 'skipped'] as const) {
      for (const facts of [
        {},
        { path: '/x', code: 'EACCES', line: 2, rule: 'duplicate-key', offsetMs: 5, extra: true },
      ]) {
        const text = checkText(en, { check, level, facts }, format);
        expect(text.title).toMatch(/\S{2}/);
        expect(`${text.detail}${remedyLine(text) ?? ''}`).not.toMatch(/undefined|\[object/);
      }
    }
  });

  it('a remaining time has seconds below 2 min, then minutes, then hours and minutes', () => {
    const { timeLeft } = en.commandLine;
    expect(
      [-5, 0, 59_999, 119_999, 120_000, 3_599_999, 7_200_000, 3_600_000 * 11 + 300_000].map(
        timeLeft,
      ),
    ).toEqual(['0 s', '0 s', '59 s', '119 s', '2 min', '59 min', '2 h 00 min', '11 h 05 min']);
  });
});

/** Adds control characters and markup to every text, but not to identifiers of the program. */
function withUnsafeTexts<T>(value: T): T {
  const unsafe = (inner: unknown, key: string): unknown => {
    if (typeof inner === 'string')
      return ['kind', 'rule', 'holds', 'how', 'what', 'why', 'by'].includes(key)
        ? inner
        : `${inner}\u001b[31m\u202e<b>&\u0000`;
    if (Array.isArray(inner)) return inner.map((each) => unsafe(each, ''));
    if (typeof inner === 'object' && inner !== null) {
      return Object.fromEntries(
        Object.entries(inner).map(([name, each]) => [name, unsafe(each, name)]),
      );
    }
    return inner;
  };
  return unsafe(value, '') as T;
}

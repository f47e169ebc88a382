import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Demand } from '../../../src/core/roles/pasted/demand.ts';
import type { PastedRole } from '../../../src/core/roles/pasted/pasted-role.ts';
import { readPasted } from '../../../src/core/roles/pasted/pasted.ts';
import { completeRole } from '../../../src/core/roles/role-draft.ts';
import { type RoleField, roleFieldNames } from '../../../src/core/roles/role-fields.ts';
import {
  formFrom,
  furtherFields,
  pastedTitle,
  storedDemands,
} from '../../../src/views/panel/pasted-form.ts';
import {
  checkForm,
  draftOf,
  duplicateOf,
  emptyForm,
  storedForm,
  type FormValues,
} from '../../../src/views/panel/role-form.ts';
import { runs } from '../../support/credentials-texts.ts';

const roleArn = 'arn:aws:iam::123456789012:role/MyApp/MyS3Access';

function rolesIn(text: string) {
  const pasted = readPasted(text);
  return pasted.kind === 'roles' ? pasted.roles : [];
}

function fillForm(
  text: string,
  before = emptyForm(),
  taken: readonly string[] = [],
  pasted: FormValues | null = null,
) {
  const [role] = rolesIn(text);
  if (role === undefined) throw new Error(text);
  return formFrom(role, before, { taken, pasted }).values;
}

describe('a form filled from a paste', () => {
  it('follows every rule of its fields and has every pasted value', () => {
    const values = fillForm(
      `aws sts assume-role --role-arn ${roleArn} --duration-seconds 7200 --tags Key=a,Value=b Key=c,Value= --transitive-tag-keys a --policy-arns arn=arn:aws:iam::aws:policy/X --policy '{"Version":"2012-10-17"}' --source-identity alice --endpoint-url https://sts.example.com`,
    );
    expect(values).toMatchObject({
      tag: 'a=b\nc=',
      'transitive-tag-key': 'a',
      duration: '7200',
      name: 'my-s3-access',
    });
    expect(values.endpoint).toBe('https://sts.example.com');
    expect(checkForm(values, []).broken).toEqual({});
  });

  it('uses the profile’s own name, numbered if it is taken, and keeps a typed one', () => {
    const section = `[profile client]\nrole_arn = ${roleArn}\n`;
    expect(fillForm(section).name).toBe('client');
    expect(fillForm(section, emptyForm(), ['client']).name).toBe('client-2');
    expect(fillForm(section, { ...emptyForm(), name: 'mine' }).name).toBe('mine');
    expect(fillForm(roleArn, fillForm(section), [], fillForm(section)).name).toBe('my-s3-access');
  });

  it('does not overwrite the keys of a profile that is its own source', () => {
    const values = fillForm(`[profile client]\nrole_arn = ${roleArn}\nsource_profile = client\n`);
    expect(values).toMatchObject({
      name: 'client',
      'source-profile': 'client',
      profile: 'client-rk',
    });
    expect(checkForm(values, []).broken).toEqual({});
  });

  it('is described with displayable text only', () => {
    const [role] = rolesIn(`[profile a<x>]\nrole_arn = ${roleArn}\nregion = eu-west-1`);
    if (role === undefined) throw new Error('none');
    expect(pastedTitle(role)).toBe(`a-x: ${roleArn}`);
    expect(furtherFields(role)).toBe(1);
  });
});

/** A client's role. No two clients share a value, and each field can be missing. */
function clientOf(name: string): fc.Arbitrary<PastedRole> {
  const maybe = <Value>(value: Value) => fc.constantFrom(value, undefined);
  return fc
    .record({
      roleArn: fc.constant(`arn:aws:iam::123456789012:role/${name}`),
      externalId: maybe(`${name}-external`),
      mfaSerial: maybe(`arn:aws:iam::111122223333:mfa/${name}`),
      roleSessionName: maybe(`${name}-session`),
      sourceIdentity: maybe(`${name}-identity`),
      sourceProfile: maybe(`${name}-source`),
      durationSeconds: maybe(name.length * 1000),
      region: maybe(`${name}-west-1`),
      endpoint: maybe(`https://${name}.example.com`),
      tags: maybe([{ key: name, value: 'x' }]),
      transitiveTagKeys: maybe([name]),
      policyArns: maybe([`arn:aws:iam::aws:policy/${name}`]),
      policy: maybe(`{"Id":"${name}"}`),
    })
    .chain((fields) =>
      fc.record({
        from: fc.constant('values' as const),
        name: maybe(name).map((given) => given ?? null),
        fields: fc.constant(fields as PastedRole['fields']),
        skipped: fc.constant([]),
        demands: fc.constant([{ kind: 'external-id' as const, values: [name] }]),
      }),
    );
}

describe('a second paste', () => {
  it('leaves no value of the first, except what a person typed', () => {
    // A name that looks like the ARN's follows the ARN, so the typed name must be different.
    const typed = fc
      .dictionary(fc.constantFrom(...roleFieldNames), fc.constantFrom('mine', 'own'))
      .map((given): Partial<FormValues> =>
        'name' in given ? { ...given, name: 'chosen' } : given,
      );
    fc.assert(
      fc.property(
        fc.array(clientOf('first'), { minLength: 1, maxLength: 3 }),
        clientOf('another'),
        typed,
        typed,
        (earlier, last, before, between) => {
          let values: FormValues = { ...emptyForm(), ...before };
          let pasted: FormValues | null = null;
          for (const role of earlier) {
            ({ values, pasted } = formFrom(role, values, { taken: [], pasted }));
          }
          const form = formFrom(last, { ...values, ...between }, { taken: [], pasted });
          const fresh = formFrom(last, emptyForm(), { taken: [], pasted: null });
          for (const field of roleFieldNames) {
            const may = [fresh.values[field], before[field], between[field]];
            expect(may, field).toContain(form.values[field]);
          }
          expect(JSON.stringify(form)).not.toContain('first');
          for (const [field, text] of Object.entries(between)) {
            const given = fresh.pasted[field as RoleField];
            const isGiven = field !== 'name' && given !== emptyForm()[field as RoleField];
            if (!isGiven) expect(form.values[field as RoleField], field).toBe(text);
          }
        },
      ),
      { numRuns: runs(1000) },
    );
  });
});

describe('stored conditions of a paste', () => {
  it('are restored as they were, and nothing else is', () => {
    const demands: readonly Demand[] = [
      { kind: 'mfa', maxAgeSeconds: null },
      { kind: 'mfa', maxAgeSeconds: 900 },
      { kind: 'external-id', values: ['a'] },
      { kind: 'session-name', values: [] },
      { kind: 'source-identity', values: ['b*'] },
      { kind: 'tag', key: 'team', values: ['c'] },
      { kind: 'other', text: 'IpAddress' },
    ];
    const others = [null, 1, 'x', {}, { kind: 'mfa' }, { kind: 'tag', values: [] }];
    const stored: unknown = JSON.parse(JSON.stringify([...others, ...demands]));
    expect(storedDemands(stored)).toEqual(demands);
    expect(storedDemands({ kind: 'mfa' })).toEqual([]);
  });
});

describe('a stored form', () => {
  it('is restored as it was, and nothing else is', () => {
    const values = { ...emptyForm(), name: 'x' };
    expect(storedForm(JSON.parse(JSON.stringify({ ...values, more: 1 })))).toEqual(values);
    for (const other of [null, 1, 'x', [], {}, { ...values, name: 1 }])
      expect(storedForm(other)).toBeNull();
  });

  it('of a duplicate has everything except the name and the target', () => {
    const role = completeRole(
      draftOf({
        ...emptyForm(),
        name: 'a',
        profile: 'b',
        'role-arn': roleArn,
        'external-id': 'word-1',
        region: 'eu-west-1',
      }),
      { id: '0123456789ab', sessionName: 'me@here' },
    );
    if (!role.ok) throw new Error(role.failure.kind);
    expect(duplicateOf(role.value)).toEqual({
      ...emptyForm(),
      'role-arn': roleArn,
      'external-id': 'word-1',
      region: 'eu-west-1',
      'session-name': 'me@here',
    });
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstViolation } from '../../../src/core/credentials-file/botocore-rules.ts';
import { endOfEntries, parseIni } from '../../../src/core/credentials-file/ini-document.ts';
import { textWithSession } from '../../../src/core/credentials-file/section-edit.ts';
import { textWithRestoredSection } from '../../../src/core/credentials-file/restore-section.ts';
import type { WrittenSection } from '../../../src/core/credentials-file/section-edit.ts';
import type { SectionSession } from '../../../src/core/credentials-file/session-values.ts';
import {
  withoutOurEntries,
  textWithoutSession,
} from '../../../src/core/credentials-file/section-release.ts';
import { readMarks, readSection } from '../../../src/core/credentials-file/section.ts';
import { verifyEdit } from '../../../src/core/credentials-file/verify-edit.ts';
import {
  anySession,
  anyText,
  runs,
  sessionOf,
  readableText,
} from '../../support/credentials-texts.ts';
import { testOwner } from '../../support/owner.ts';

const file = '/home/someone/.aws/credentials';

function writeInto(
  text: string,
  profile: string,
  session: SectionSession,
  takeOver = false,
): WrittenSection {
  const result = textWithSession(text, profile, session, { file, takeOver, owner: testOwner });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

function releaseFrom(text: string, profile: string): string {
  const edit = textWithoutSession(text, profile, null, testOwner);
  if (edit === null) throw new Error(`${profile} has nothing of Rolekeeper`);
  expect(verifyEdit(text, edit)).toMatchObject({ violation: null, fault: null });
  return edit.text;
}

describe('writing a session', () => {
  it('adds a section at the end, after a blank line', () => {
    const { text, takenOver } = writeInto(
      '[default]\naws_access_key_id = AKIA\n',
      'new-profile',
      sessionOf({ region: 'eu-west-1' }),
    );
    expect(text).toBe(
      '[default]\naws_access_key_id = AKIA\n' +
        '\n[new-profile]\naws_access_key_id = ASIAEXAMPLE000000001\naws_secret_access_key = secret/of+session=1\n' +
        'aws_session_token = token/of+session==\nregion = eu-west-1\nx_security_token_expires = 2030-01-02T03:04:05Z\n' +
        `x_rolekeeper = abcdef012345 ASIAEXAMPLE000000001 ${String(Date.UTC(2030, 0, 2, 2, 4, 5))} 0011aabb srn1 83c7475d:f9f073d7e4bb81f4\n`,
    );
    expect(takenOver).toEqual([]);
  });

  it('replaces each key on its own line, in any letter case, and removes aws_security_token', () => {
    const text =
      '[p] # mine\r\n  AWS_ACCESS_KEY_ID: OLD\r\n; a note\r\naws_security_token = stale\r\noutput = json\r\n\r\n# about q\r\n[q]\r\nk = v\r\n';
    const edit = writeInto(text, 'p', sessionOf(), true);
    expect(edit.takenOver).toEqual(['p']);
    expect(edit.text.split('\r\n').slice(0, 5)).toEqual([
      '[p] # mine',
      '  aws_access_key_id = ASIAEXAMPLE000000001',
      '; a note',
      'output = json',
      'aws_secret_access_key = secret/of+session=1',
    ]);
    expect(edit.text.endsWith('\r\n\r\n# about q\r\n[q]\r\nk = v\r\n')).toBe(true);
    expect(edit.text).not.toContain('stale');
  });

  it('does not turn an indented header on the next line into a continuation of the last key', () => {
    const edit = writeInto('[a]\n  [b]\n  k = v\n', 'a', sessionOf());
    expect(parseIni(edit.text).sections.map((section) => section.name)).toEqual(['a', 'b']);
    expect(verifyEdit('[a]\n  [b]\n  k = v\n', edit)).toMatchObject({
      violation: null,
      fault: null,
    });
  });

  it.each([
    ['aws_access_key_id = AKIA', 'keys'],
    ['aws_secret_access_key = x', 'keys'],
    ['credential_process = /bin/x', 'credential_process'],
    ['login_session = x', 'login_session'],
    ['sso_session = x', 'sso'],
    ['role_arn = arn:aws:iam::1:role/x\nweb_identity_token_file = /t', 'web_identity'],
  ] as const)('changes a section with %j only if `takeOver` is true', (body, holds) => {
    const text = `[p]\n${body}\n`;
    expect(
      textWithSession(text, 'p', sessionOf(), { file, takeOver: false, owner: testOwner }),
    ).toEqual({
      ok: false,
      failure: { kind: 'section-not-owned', profile: 'p', file, holds },
    });
    expect(writeInto(text, 'p', sessionOf(), true).text).toContain('ASIAEXAMPLE000000001');
  });

  it('is refused if a role_arn in the section would hide the keys', () => {
    const text = '[p]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\n';
    const result = textWithSession(text, 'p', sessionOf(), {
      file,
      takeOver: true,
      owner: testOwner,
    });
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'section-shadowed', suggestion: 'p-rk' },
    });
  });

  it('is refused if another tool changed the access key ID of the section', () => {
    const { text } = writeInto('', 'p', sessionOf());
    const changed = text.replace(
      'aws_access_key_id = ASIAEXAMPLE000000001',
      'aws_access_key_id = AKIATHEIRS',
    );
    expect(readSection(changed, 'p', testOwner)).toMatchObject({
      owned: false,
      holds: 'keys',
      mark: { roleId: 'abcdef012345' },
    });
    expect(
      textWithSession(changed, 'p', sessionOf(), { file, takeOver: false, owner: testOwner }).ok,
    ).toBe(false);
    expect(releaseFrom(changed, 'p')).not.toContain('x_rolekeeper');
    expect(releaseFrom(changed, 'p')).toContain('aws_access_key_id = AKIATHEIRS');
  });

  it('returns the ID of the role whose session it replaces, and still marks the lines that Rolekeeper added before', () => {
    const first = writeInto('[a]\nk = v', 'p', sessionOf({ region: 'eu-west-1' }));
    const second = writeInto(
      first.text,
      'p',
      sessionOf({ roleId: '999999999999', digest: 'ffffffff', accessKeyId: 'ASIAOTHER' }),
    );
    expect(second.displacedRoleId).toBe('abcdef012345');
    expect(readMarks(second.text, testOwner)).toMatchObject([
      {
        profile: 'p',
        mark: { roleId: '999999999999', added: { section: true, region: false, lineEnds: 2 } },
      },
    ]);
    expect(readSection(second.text, 'p', testOwner).owned).toBe(true);
    expect(releaseFrom(second.text, 'p')).toBe('[a]\nk = v');
  });

  it('keeps a region of the user; a region that Rolekeeper added stays unless the role has changed', () => {
    const users = writeInto('[p]\nregion = us-east-1\n', 'p', sessionOf({ region: 'eu-west-1' }));
    expect(readSection(users.text, 'p', testOwner).region).toBe('us-east-1');
    expect(releaseFrom(users.text, 'p')).toBe('[p]\nregion = us-east-1\n');
    const ours = writeInto('', 'p', sessionOf({ region: 'eu-west-1' })).text.replace(
      'eu-west-1',
      'eu-north-1',
    );
    expect(
      readSection(writeInto(ours, 'p', sessionOf({ region: 'eu-west-1' })).text, 'p', testOwner)
        .region,
    ).toBe('eu-north-1');
    const changed = writeInto(ours, 'p', sessionOf({ region: 'ap-south-1', digest: '12345678' }));
    expect(readSection(changed.text, 'p', testOwner).region).toBe('ap-south-1');
  });

  it.each([
    ['a line end', { sessionToken: 'a\nb' }],
    ['a carriage return', { accessKeyId: 'a\r[evil]' }],
    ['a space', { secretAccessKey: 'a b' }],
    ['a comment sign', { secretAccessKey: 'a#b' }],
    ['no characters', { sessionToken: '' }],
    ['a line end, for a region', { region: 'eu\n[x]' }],
  ])('is refused for a value with %s, and the failure does not contain the value', (_, changes) => {
    const result = textWithSession('', 'p', sessionOf(changes), {
      file,
      takeOver: true,
      owner: testOwner,
    });
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'sts-unexpected', code: 'UnusableCredentials' },
    });
    expect(JSON.stringify(result)).not.toContain('evil');
  });

  it.each(['my dev', 'DEFAULT', '__proto__', 'a]b', 'x#y', 'ü', ''])(
    'is refused for a new section with the name %j',
    (profile) => {
      expect(
        textWithSession('', profile, sessionOf(), { file, takeOver: true, owner: testOwner }),
      ).toMatchObject({
        ok: false,
        failure: { kind: 'field-invalid', field: 'targetProfile' },
      });
    },
  );
});

describe('any credentials file', () => {
  it('keeps all bytes outside the section during a write, and is restored by a release', () => {
    fc.assert(
      fc.property(
        readableText,
        fc.constantFrom('new-profile', 'default', 'dev', 'client-s3'),
        anySession,
        anySession,
        (text, profile, session, later) => {
          const result = textWithSession(text, profile, session, {
            file,
            takeOver: false,
            owner: testOwner,
          });
          fc.pre(result.ok);
          const edit = result.value;
          expect(verifyEdit(text, edit)).toMatchObject({ violation: null, fault: null });
          expect(bytesOutside(edit.text, profile)).toBe(bytesOutside(text, profile));
          const refreshed = writeInto(edit.text, profile, later);
          expect(verifyEdit(edit.text, refreshed)).toMatchObject({ violation: null, fault: null });
          const { exists, owned, credentials, expiration } = readSection(
            refreshed.text,
            profile,
            testOwner,
          );
          const { accessKeyId, secretAccessKey, sessionToken } = later;
          expect({ exists, owned, credentials, expiration }).toEqual({
            exists: true,
            owned: true,
            credentials: { accessKeyId, secretAccessKey, sessionToken, expiration },
            expiration: later.expiration,
          });
          if (edit.takenOver.length === 0) expect(releaseFrom(refreshed.text, profile)).toBe(text);
          expect(withoutOurEntries(refreshed.text, testOwner)).toBe(
            releaseFrom(refreshed.text, profile),
          );
        },
      ),
      { numRuns: runs(500) },
    );
  });

  it('has its original text again after two sessions are written and released, in any order', () => {
    fc.assert(
      fc.property(
        readableText,
        anySession,
        anySession,
        fc.boolean(),
        (text, one, two, firstFirst) => {
          const both = writeInto(writeInto(text, 'ours-1', one).text, 'ours-2', two).text;
          const [first, second] = firstFirst ? ['ours-1', 'ours-2'] : ['ours-2', 'ours-1'];
          expect(releaseFrom(releaseFrom(both, first), second)).toBe(text);
          expect(withoutOurEntries(both, testOwner)).toBe(text);
        },
      ),
      { numRuns: runs(200) },
    );
  });

  it('is not written to if botocore refuses it', () => {
    fc.assert(
      fc.property(anyText, anySession, (text, session) => {
        const violation = firstViolation(text);
        fc.pre(violation !== null);
        const result = textWithSession(text, 'p', session, {
          file,
          takeOver: true,
          owner: testOwner,
        });
        expect(result).toEqual({ ok: false, failure: { kind: 'file-broken', file, ...violation } });
      }),
      { numRuns: runs(200) },
    );
  });

  it('has its original text again after a section is replaced, released and restored from its backup', () => {
    fc.assert(
      fc.property(readableText, anySession, (text, session) => {
        const profile = 'dev';
        const copied = parseIni(text).section(profile);
        fc.pre(copied !== null);
        const copy = text.slice(copied.startOffset, endOfEntries(copied));
        const result = textWithSession(text, profile, session, {
          file,
          takeOver: true,
          owner: testOwner,
        });
        fc.pre(result.ok);
        const off = releaseFrom(result.value.text, profile);
        const restored = textWithRestoredSection(off, profile, copy, { file, owner: testOwner });
        if (!restored.ok) throw new Error(restored.failure.kind);
        expect(verifyEdit(off, restored.value)).toMatchObject({ violation: null, fault: null });
        expect(restored.value.text).toBe(text);
      }),
      { numRuns: runs(300) },
    );
  });

  it('is copied to the backups first if a region that the user added is replaced', () => {
    const { text } = writeInto('', 'p', sessionOf());
    const copy = '[p]\nregion = eu-west-1\n';
    const restore = (present: string) => {
      const result = textWithRestoredSection(present, 'p', copy, { file, owner: testOwner });
      return result.ok ? result.value.takenOver : result.failure;
    };
    expect(restore(text)).toEqual([]);
    expect(restore(`${text}region = us-east-1\n`)).toEqual(['p']);
    expect(restore(`${text}region = eu-west-1\n`)).toEqual([]);
  });
});

describe('the verification of an edit', () => {
  const text = '[a]\nk = v\n\n[p]\n# note\noutput = json\n# more\n';
  const edit = writeInto(text, 'p', sessionOf());

  it.each([
    ['a changed byte elsewhere', edit.text.replace('k = v', 'k = w')],
    ['a changed comment in the written section', edit.text.replace('# note', '# not')],
    ['a removed key of the user in the written section', edit.text.replace('output = json\n', '')],
    ['a value that was not intended', edit.text.replace('token/of', 'token/off')],
    ['a section that is missing', text],
    ['too many line ends', edit.text.replace('\n\n', '\n\n\n\n\n')],
  ])('finds %s', (_, broken) => {
    expect(verifyEdit(text, { ...edit, text: broken }).fault).not.toBeNull();
  });

  it('finds a line that botocore would refuse', () => {
    expect(verifyEdit(text, { ...edit, text: `${edit.text}[p]\n` }).violation).toEqual({
      line: 13,
      rule: 'duplicate-section',
    });
  });

  it('finds the line x_rolekeeper if the edit should have removed it', () => {
    expect(
      verifyEdit(edit.text, { text: edit.text, sections: [{ profile: 'p', keys: null }] }).fault,
    ).not.toBeNull();
  });
});

/**
 * Returns the text without the section and the line ends around it. Does not call `verifyEdit`,
 * because these tests check that function.
 */
function bytesOutside(text: string, profile: string): string {
  const section = parseIni(text).section(profile);
  if (section === null) return text.replace(/[\r\n]+$/, '');
  return (
    text
      .slice(0, section.startOffset)
      .replace(section.endOffset === text.length ? /[\r\n]+$/ : /$/, '') +
    text.slice(endOfEntries(section)).replace(/[\r\n]+$/, '')
  );
}

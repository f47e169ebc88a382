/**
 * The mark is the line `x_rolekeeper` in a section. It ends with the seal, a keyed digest of the
 * keys, which proves that this Rolekeeper folder wrote the keys.
 */
import { describe, expect, it } from 'vitest';
import { mergeEdits } from '../../../src/core/credentials-file/merge-edits.ts';
import { textWithSession } from '../../../src/core/credentials-file/section-edit.ts';
import {
  withoutOurEntries,
  textWithoutSession,
} from '../../../src/core/credentials-file/section-release.ts';
import { readMarks, readSection } from '../../../src/core/credentials-file/section.ts';
import { sessionOf } from '../../support/credentials-texts.ts';
import { ownerOfEverySession, ownerWith, testOwner } from '../../support/owner.ts';

const file = '/home/someone/.aws/credentials';
const otherOwner = ownerWith('another folder');

function withSession(text: string, profile = 'p', owner = testOwner): string {
  const result = textWithSession(text, profile, sessionOf(), { file, takeOver: false, owner });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value.text;
}

/** Removes the seal from the mark. Version 0.1.0 wrote no seals. */
const withoutSeal = (text: string): string => text.replace(/ [0-9a-f]{8}:[0-9a-f]{16}$/m, '');

describe('a section of the credentials file', () => {
  it('is owned if it has the seal of this Rolekeeper folder for exactly these keys', () => {
    expect(readSection(withSession(''), 'p', testOwner)).toMatchObject({
      owned: true,
      proven: true,
      holds: null,
    });
  });

  it('is neither owned nor changed if another Rolekeeper folder wrote it', () => {
    const text = withSession('', 'p', otherOwner);
    expect(readSection(text, 'p', testOwner)).toMatchObject({
      mark: null,
      owned: false,
      holds: 'other-rolekeeper',
    });
    expect(readMarks(text, testOwner)).toEqual([]);
    expect(textWithoutSession(text, 'p', null, testOwner)).toBeNull();
    expect(withoutOurEntries(text, testOwner)).toBe(text);
    expect(
      textWithSession(text, 'p', sessionOf(), { file, takeOver: false, owner: testOwner }),
    ).toMatchObject({
      ok: false,
      failure: { kind: 'section-not-owned', holds: 'other-rolekeeper' },
    });
  });

  it.each([
    [
      'a long-term key that the mark names',
      (text: string) => text.replaceAll(/ASIA\w+/g, 'AKIAMINE000000000001'),
    ],
    ['another secret', (text: string) => text.replace('secret/of+session=1', 'mine')],
    ['another token', (text: string) => text.replace('token/of+session==', 'mine')],
    ['no token', (text: string) => text.replace(/^aws_session_token.*\n/m, '')],
    [
      'a secret of two lines',
      (text: string) => text.replace('secret/of+session=1', 'secret/of+session=1\n  mine'),
    ],
  ])('is not owned with %s, and a release removes only the mark', (_, change) => {
    const text = change(withSession(''));
    expect(readSection(text, 'p', testOwner)).toMatchObject({ owned: false, holds: 'keys' });
    const released = textWithoutSession(text, 'p', null, testOwner);
    const keys = text.split('\n').filter((line) => !line.startsWith('x_'));
    for (const line of keys) expect(released?.text.split('\n')).toContain(line);
    expect(released?.text).not.toContain('x_rolekeeper');
    for (const line of keys) expect(withoutOurEntries(text, testOwner).split('\n')).toContain(line);
  });

  it('is not owned with a long-term key, even if state.db has a record of the session', () => {
    const forged =
      '[p]\naws_access_key_id = AKIAMINE000000000001\naws_secret_access_key = mine\naws_session_token = t\n' +
      'x_rolekeeper = abcdef012345 AKIAMINE000000000001 1 00000000 s\n';
    expect(readSection(forged, 'p', ownerOfEverySession)).toMatchObject({
      owned: false,
      holds: 'keys',
    });
    expect(withoutOurEntries(forged, ownerOfEverySession)).toContain('mine');
  });

  it('that version 0.1.0 wrote is owned if state.db has a record of its session, and the next write adds a seal', () => {
    const text = withoutSeal(withSession(''));
    expect(readSection(text, 'p', testOwner)).toMatchObject({
      owned: false,
      holds: 'other-rolekeeper',
    });
    expect(readSection(text, 'p', ownerOfEverySession)).toMatchObject({ owned: true });
    expect(textWithoutSession(text, 'p', null, ownerOfEverySession)?.text).toBe('');
    expect(readSection(withSession(text, 'p', ownerOfEverySession), 'p', testOwner)).toMatchObject({
      owned: true,
    });
  });

  it('is owned if state.db has a record of its session, even if the key for seals was lost', () => {
    const withNewKey = { ...ownerWith('a new key'), isRecorded: () => true };
    expect(readSection(withSession(''), 'p', withNewKey)).toMatchObject({ owned: true });
  });

  it('is not owned without an access key ID, but a release removes the other keys that Rolekeeper wrote', () => {
    const text = withSession('').replace(/^aws_access_key_id.*\n/m, '');
    expect(readSection(text, 'p', testOwner)).toMatchObject({ owned: false, holds: null });
    expect(textWithoutSession(text, 'p', null, testOwner)?.text).toBe('');
    const withOtherSecret = text.replace('secret/of+session=1', 'mine');
    expect(textWithoutSession(withOtherSecret, 'p', null, testOwner)?.text).toContain('mine');
  });
});

describe('text that this Rolekeeper folder did not write', () => {
  it.each([
    ['a token under botocore’s old name', 'aws_security_token = mine\n'],
    ['lines below the mark', '  mine = secret\n'],
  ])('is named as text to back up if a write or a release removes it: %s', (_, line) => {
    const text = withSession('') + line;
    const again = textWithSession(text, 'p', sessionOf(), {
      file,
      takeOver: false,
      owner: testOwner,
    });
    expect(again).toMatchObject({ ok: true, value: { takenOver: ['p'] } });
    const released = textWithoutSession(text, 'p', null, testOwner);
    const isKept = released?.text.includes('mine') ?? false;
    expect(isKept || released?.takenOver.includes('p') === true).toBe(true);
  });

  it('stays if another tool changed it during a write', () => {
    const base = withSession('', 'p', otherOwner);
    const changed = base.replace('secret/of+session=1', 'newer');
    expect(mergeEdits(base, changed, withSession(base, 'q'), testOwner)).toContain('newer');
  });
});

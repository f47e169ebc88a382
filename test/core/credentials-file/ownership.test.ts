import { describe, expect, it } from 'vitest';
import { mergeEdits } from '../../../src/core/credentials-file/merge-edits.ts';
import { writeSession } from '../../../src/core/credentials-file/section-edit.ts';
import { cutOurs, releaseSection } from '../../../src/core/credentials-file/section-release.ts';
import { readMarks, readSection } from '../../../src/core/credentials-file/section.ts';
import { sessionOf } from '../../support/credentials-texts.ts';
import { knowingOwner, ownerWith, testOwner } from '../../support/owner.ts';

const file = '/home/someone/.aws/credentials';
const other = ownerWith('of another home');

function writeSections(text: string, profile = 'p', owner = testOwner): string {
  const result = writeSession(text, profile, sessionOf(), { file, takeOver: false, owner });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value.text;
}

/** The mark of version 0.1.0. */
const withoutSeal = (text: string): string => text.replace(/ [0-9a-f]{8}:[0-9a-f]{16}$/m, '');

describe('a section', () => {
  it('is ours if this home sealed exactly these keys', () => {
    expect(readSection(writeSections(''), 'p', testOwner)).toMatchObject({
      owned: true,
      proven: true,
      holds: null,
    });
  });

  it('is not ours if another home wrote it: that home is named, and nothing is removed', () => {
    const text = writeSections('', 'p', other);
    expect(readSection(text, 'p', testOwner)).toMatchObject({
      mark: null,
      owned: false,
      holds: 'other-rolekeeper',
    });
    expect(readMarks(text, testOwner)).toEqual([]);
    expect(releaseSection(text, 'p', null, testOwner)).toBeNull();
    expect(cutOurs(text, testOwner)).toBe(text);
    expect(
      writeSession(text, 'p', sessionOf(), { file, takeOver: false, owner: testOwner }),
    ).toMatchObject({
      ok: false,
      failure: { kind: 'section-not-owned', holds: 'other-rolekeeper' },
    });
  });

  it.each([
    [
      'a long-term key under a mark that names it',
      (text: string) => text.replaceAll(/ASIA\w+/g, 'AKIAMINE000000000001'),
    ],
    ['another secret', (text: string) => text.replace('secret/of+session=1', 'mine')],
    ['another token', (text: string) => text.replace('token/of+session==', 'mine')],
    ['no token', (text: string) => text.replace(/^aws_session_token.*\n/m, '')],
    [
      'a secret of two lines',
      (text: string) => text.replace('secret/of+session=1', 'secret/of+session=1\n  mine'),
    ],
  ])('is not ours with %s: only the mark is removed', (_, change) => {
    const text = change(writeSections(''));
    expect(readSection(text, 'p', testOwner)).toMatchObject({ owned: false, holds: 'keys' });
    const released = releaseSection(text, 'p', null, testOwner);
    const keys = text.split('\n').filter((line) => !line.startsWith('x_'));
    for (const line of keys) expect(released?.text.split('\n')).toContain(line);
    expect(released?.text).not.toContain('x_rolekeeper');
    for (const line of keys) expect(cutOurs(text, testOwner).split('\n')).toContain(line);
  });

  it('is not ours with a long-term key, whatever the records say', () => {
    const forged =
      '[p]\naws_access_key_id = AKIAMINE000000000001\naws_secret_access_key = mine\naws_session_token = t\n' +
      'x_rolekeeper = abcdef012345 AKIAMINE000000000001 1 00000000 s\n';
    expect(readSection(forged, 'p', knowingOwner)).toMatchObject({ owned: false, holds: 'keys' });
    expect(cutOurs(forged, knowingOwner)).toContain('mine');
  });

  it('is ours if a record knows the session of a mark of version 0.1.0; the next write seals it', () => {
    const text = withoutSeal(writeSections(''));
    expect(readSection(text, 'p', testOwner)).toMatchObject({
      owned: false,
      holds: 'other-rolekeeper',
    });
    expect(readSection(text, 'p', knowingOwner)).toMatchObject({ owned: true });
    expect(releaseSection(text, 'p', null, knowingOwner)?.text).toBe('');
    expect(readSection(writeSections(text, 'p', knowingOwner), 'p', testOwner)).toMatchObject({
      owned: true,
    });
  });

  it('is ours if a record knows the session, although the key of this home was lost', () => {
    const reborn = { ...ownerWith('a new key'), isRecorded: () => true };
    expect(readSection(writeSections(''), 'p', reborn)).toMatchObject({ owned: true });
  });

  it('is ours except for its keys, if only the access key ID is gone', () => {
    const text = writeSections('').replace(/^aws_access_key_id.*\n/m, '');
    expect(readSection(text, 'p', testOwner)).toMatchObject({ owned: false, holds: null });
    expect(releaseSection(text, 'p', null, testOwner)?.text).toBe('');
    const foreign = text.replace('secret/of+session=1', 'mine');
    expect(releaseSection(foreign, 'p', null, testOwner)?.text).toContain('mine');
  });
});

describe('a section that this home did not write', () => {
  it.each([
    ['a token under botocore’s old name', 'aws_security_token = mine\n'],
    ['lines below the mark', '  mine = secret\n'],
  ])('is copied before a write or a release removes it: %s', (_, line) => {
    const text = writeSections('') + line;
    const again = writeSession(text, 'p', sessionOf(), { file, takeOver: false, owner: testOwner });
    expect(again).toMatchObject({ ok: true, value: { takenOver: ['p'] } });
    const released = releaseSection(text, 'p', null, testOwner);
    const isKept = released?.text.includes('mine') ?? false;
    expect(isKept || released?.takenOver.includes('p') === true).toBe(true);
  });

  it('stays in a text that another tool wrote meanwhile', () => {
    const base = writeSections('', 'p', other);
    const changed = base.replace('secret/of+session=1', 'newer');
    expect(mergeEdits(base, changed, writeSections(base, 'q'), testOwner)).toContain('newer');
  });
});

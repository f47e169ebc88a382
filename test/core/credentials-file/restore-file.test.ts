import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restoredFile } from '../../../src/core/credentials-file/restore-file.ts';
import { textWithSession } from '../../../src/core/credentials-file/section-edit.ts';
import { withoutOurEntries } from '../../../src/core/credentials-file/section-release.ts';
import { readSection } from '../../../src/core/credentials-file/section.ts';
import { verifyEdit } from '../../../src/core/credentials-file/verify-edit.ts';
import { anySession, runs, sessionOf, readableText } from '../../support/credentials-texts.ts';
import { testOwner } from '../../support/owner.ts';

function withSession(text: string, profile = 'ours'): string {
  const result = textWithSession(text, profile, sessionOf(), {
    file: '/f',
    takeOver: true,
    owner: testOwner,
  });
  if (!result.ok) throw new Error(result.failure.kind);
  return result.value.text;
}

describe('restoring a whole file', () => {
  it('lists the changed sections, and keeps the sections that Rolekeeper wrote', () => {
    const present = withSession('[a]\nk = 1\n[b]\nk = 2\n');
    const edit = restoredFile(present, '# old\n[a]\nk = 1\n[c]\nk = 3\n', testOwner);
    expect(edit.value).toEqual({ changed: ['b', 'c'], kept: ['ours'] });
    expect(edit.text.startsWith('# old\n[a]\nk = 1\n[c]\nk = 3\n\n[ours]\n')).toBe(true);
  });

  it('gives exactly the backup, apart from the section of Rolekeeper', () => {
    fc.assert(
      fc.property(readableText, readableText, anySession, (present, backup, session) => {
        const written = textWithSession(present, 'ours', session, {
          file: '/f',
          takeOver: true,
          owner: testOwner,
        });
        if (!written.ok) throw new Error(written.failure.kind);
        const edit = restoredFile(written.value.text, backup, testOwner);
        expect(verifyEdit(written.value.text, edit)).toMatchObject({
          violation: null,
          fault: null,
        });
        expect(readSection(edit.text, 'ours', testOwner)).toMatchObject({
          owned: true,
          accessKeyId: session.accessKeyId,
        });
        expect(withoutOurEntries(edit.text, testOwner)).toBe(backup);
      }),
      { numRuns: runs(200) },
    );
  });
});

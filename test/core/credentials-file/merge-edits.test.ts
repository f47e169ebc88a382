import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstViolation } from '../../../src/core/credentials-file/botocore-rules.ts';
import { parseIni, valueOf } from '../../../src/core/credentials-file/ini-document.ts';
import { mergeEdits } from '../../../src/core/credentials-file/merge-edits.ts';
import { textWithSession } from '../../../src/core/credentials-file/section-edit.ts';
import type { SectionSession } from '../../../src/core/credentials-file/session-values.ts';
import { textWithoutSession } from '../../../src/core/credentials-file/section-release.ts';
import { readSection } from '../../../src/core/credentials-file/section.ts';
import { anySession, runs, sessionOf, readableText } from '../../support/credentials-texts.ts';
import { testOwner } from '../../support/owner.ts';

function withSession(text: string, profile: string, session: SectionSession): string {
  const result = textWithSession(text, profile, session, {
    file: '/f',
    takeOver: true,
    owner: testOwner,
  });
  if (!result.ok) throw new Error(result.failure.kind);
  return result.value.text;
}

const base = withSession(
  '# top\n[default]\naws_access_key_id = AKIA1\n\n[other]\nregion = a\n',
  'ours',
  sessionOf(),
);
const later = sessionOf({ accessKeyId: 'ASIALATER', assumedAt: sessionOf().assumedAt + 1000 });
const current = withSession(base, 'ours', later);

describe('an edit that another tool makes during a write of Rolekeeper', () => {
  it.each([
    ['a changed key', base.replace('AKIA1', 'AKIA2'), current.replace('AKIA1', 'AKIA2')],
    [
      'a new section',
      `${base}[new]\naws_access_key_id = AKIA3\n`,
      `${current}[new]\naws_access_key_id = AKIA3\n`,
    ],
    [
      'a changed comment at the top',
      base.replace('# top', '# new top'),
      current.replace('# top', '# new top'),
    ],
    [
      'a removed section',
      base.replace('[other]\nregion = a\n\n', ''),
      current.replace('[other]\nregion = a\n\n', ''),
    ],
    [
      'another key in the section of Rolekeeper',
      base.replace('[ours]\n', '[ours]\noutput = json\n'),
      `${current}output = json\n`,
    ],
    [
      'other line ends and a changed key',
      base.replace('AKIA1', 'AKIA2').replaceAll('\n', '\r\n'),
      current.replace('AKIA1', 'AKIA2'),
    ],
  ])('is merged with the new session of Rolekeeper: %s', (_, other, merged) => {
    expect(mergeEdits(base, other, current, testOwner)).toBe(merged);
  });

  it.each([
    ['changes nothing', base],
    ['changes only the line ends', base.replaceAll('\n', '\r\n')],
    [
      'only restores an older session of Rolekeeper',
      withSession(base, 'ours', sessionOf({ accessKeyId: 'ASIAOLDER', assumedAt: 1 })),
    ],
    ['gives a text that botocore refuses', `${base}[default]\n`],
  ])('is not merged if it %s', (_, other) => {
    expect(mergeEdits(base, other, current, testOwner)).toBeNull();
  });

  it('is kept if it replaces the access key ID in the section of Rolekeeper', () => {
    const other = base.replace(
      'aws_access_key_id = ASIAEXAMPLE000000001',
      'aws_access_key_id = AKIATHEIRS',
    );
    const merged = mergeEdits(base, other, current, testOwner) ?? '';
    expect(readSection(merged, 'ours', testOwner)).toMatchObject({
      owned: false,
      accessKeyId: 'AKIATHEIRS',
      holds: 'keys',
    });
  });

  it('is merged without the keys that this write of Rolekeeper released', () => {
    const edit = textWithoutSession(base, 'ours', null, testOwner);
    const other = base.replace('AKIA1', 'AKIA2').replace('[ours]\n', '[ours]\noutput = json\n');
    const merged = mergeEdits(base, other, edit?.text ?? '', testOwner) ?? '';
    expect(merged).toContain('AKIA2');
    expect(merged).toContain('[ours]\noutput = json\n');
    expect(merged).not.toContain('ASIA');
  });

  it('is merged with the new session of Rolekeeper in any file', () => {
    fc.assert(
      fc.property(readableText, anySession, anySession, (text, first, second) => {
        const start = withSession(text, 'ours', first);
        const names = parseIni(start).sections.map(({ name }) => name);
        const target = names.find(
          (name) => !['ours', 'DEFAULT'].includes(name) && /^[\w-]+$/.test(name),
        );
        // Like `aws configure set`: a line after a header, or a new section at the end.
        const other =
          target === undefined
            ? `${start}[theirs]\nx_theirs = 1\n`
            : withSession(start, 'theirs-too', sessionOf()).replace(
                new RegExp(`^(\\s*\\[${target}\\][^\\r\\n]*(\\r\\n|\\r|\\n|$))`, 'm'),
                '$1x_theirs = 1\n',
              );
        const addedLine = parseIni(other).section(target ?? 'theirs');
        fc.pre(
          firstViolation(other) === null &&
            addedLine !== null &&
            valueOf(addedLine, 'x_theirs') === '1',
        );
        const merged = mergeEdits(start, other, withSession(start, 'ours', second), testOwner);
        const document = parseIni(merged ?? '');
        const section = document.section(target ?? 'theirs');
        expect(section !== null && valueOf(section, 'x_theirs')).toBe('1');
        expect(readSection(document, 'ours', testOwner)).toMatchObject({
          owned: true,
          accessKeyId: second.accessKeyId,
        });
        expect(document.violation).toBeNull();
      }),
      { numRuns: runs(200) },
    );
  });
});

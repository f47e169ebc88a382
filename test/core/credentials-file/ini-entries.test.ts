import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIni } from '../../../src/core/credentials-file/ini-document.ts';
import { entriesOfSection } from '../../../src/core/credentials-file/ini-entries.ts';
import { anyText, runs } from '../../support/credentials-texts.ts';

describe('the entries of one section', () => {
  it('are the same as in the parsed file, whatever the file contains', () => {
    fc.assert(
      fc.property(anyText, fc.string(), (text, other) => {
        const document = parseIni(text);
        for (const name of [...document.sections.map((section) => section.name), other]) {
          const entries = document.section(name)?.entries ?? null;
          expect(entriesOfSection(text, name)).toEqual(entries);
        }
      }),
      { numRuns: runs(500) },
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIni, type IniDocument } from '../../../src/core/credentials-file/ini-document.ts';
import { textWithSession } from '../../../src/core/credentials-file/section-edit.ts';
import { anySession, runs, readableText } from '../../support/credentials-texts.ts';
import { testOwner } from '../../support/owner.ts';

const factsOf = ({ text, sections, violation, lineEnd }: IniDocument) => ({
  text,
  violation,
  lineEnd,
  sections: sections.map(({ name, headerLine, startOffset, bodyOffset, endOffset, entries }) => ({
    name,
    headerLine,
    startOffset,
    bodyOffset,
    endOffset,
    entries,
  })),
});

describe('a document of which only the changed section was parsed again', () => {
  it('is the same as a document that is parsed as a whole, after each of several writes', () => {
    const names = fc.array(
      fc.tuple(fc.constantFrom('client-s3', 'dev', 'new-one', 'new-two'), anySession),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(readableText, names, (text, sessions) => {
        let document = parseIni(text);
        for (const [profile, session] of sessions) {
          const written = textWithSession(document, profile, session, {
            file: '/f',
            takeOver: true,
            owner: testOwner,
          });
          if (!written.ok) continue;
          expect(factsOf(written.value.after)).toEqual(factsOf(parseIni(written.value.text)));
          document = written.value.after;
        }
      }),
      { numRuns: runs(400) },
    );
  });
});

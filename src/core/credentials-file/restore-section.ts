import { failed, ok, type Result } from '../result.ts';
import { endOfEntries, type IniDocument, type IniSection, parseIni } from './ini-document.ts';
import type { IniEntry } from './ini-entries.ts';
import { managedKeys, staleKeys } from './managed-keys.ts';
import type { Owner } from './owner.ts';
import { brokenFile, type EditedText } from './section-edit.ts';
import { documentOf, isWrittenByUs, readingOf } from './section.ts';
import { appendSection, applySplices, changeEntries, lineEndAt } from './splices.ts';

/**
 * Returns the text in which the section in `sectionText` replaces the present section, or is
 * appended if there is none. Fails with `file-broken` if botocore would refuse the present text,
 * and with `backup-missing` if `sectionText` has no such section.
 */
export function textWithRestoredSection(
  source: string | IniDocument,
  profile: string,
  sectionText: string,
  options: { readonly file: string; readonly owner: Owner },
): Result<EditedText> {
  const document = documentOf(source);
  const broken = brokenFile(document, options.file);
  if (broken !== null) return broken;
  const replacement = parseIni(sectionText);
  const restored = replacement.section(profile);
  if (restored === null) return failed({ kind: 'backup-missing', what: profile });
  const keys = Object.fromEntries(restored.entries.map((entry) => [entry.key, entry.value]));
  const sections = [{ profile, keys, replaced: true }];
  const core = sectionText.slice(restored.startOffset, endOfEntries(restored));
  const ended = core + (lineEndAt(core) === '' ? document.lineEnd : '');
  const present = document.section(profile);
  const takenOver =
    present !== null && losesOtherValues(present, restored, options.owner) ? [profile] : [];
  if (present === null)
    return ok({
      text: appendSection(document, ended).text,
      sections,
      takenOver: [],
    });
  const start = present.startOffset;
  const end = Math.max(
    endOfEntries(present),
    endOfKeptText(document.text, start, withoutOurKeys(replacement, restored)),
  );
  const text = applySplices(document.text, [
    { start, end, text: end === document.text.length ? core : ended },
  ]);
  return ok({ text, sections, takenOver });
}

/**
 * Returns true if the present section has a value that Rolekeeper did not write and that `restored`
 * does not have.
 */
function losesOtherValues(present: IniSection, restored: IniSection, owner: Owner): boolean {
  const reading = readingOf(present, owner);
  const isOtherRegion = ({ key }: IniEntry): boolean =>
    key === 'region' && reading.mark?.added.region !== true;
  return present.entries.some(
    (entry) =>
      (!isWrittenByUs(entry, reading) || isOtherRegion(entry)) &&
      !restored.entries.some(({ key, value }) => key === entry.key && value === entry.value),
  );
}

/**
 * Returns the offset after `left` if `text` has `left` at `start`; otherwise `start`. `left` is the
 * restored section without its keys, which is what a release of a later session leaves of it.
 */
function endOfKeptText(text: string, start: number, left: string): number {
  const whole = start + left.length;
  const bare = left.slice(0, left.length - lineEndAt(left).length);
  return text.startsWith(left, start)
    ? whole
    : text.endsWith(bare) && text.startsWith(bare, start)
      ? text.length
      : start;
}

function withoutOurKeys(document: IniDocument, section: IniSection): string {
  const core = document.text.slice(section.startOffset, endOfEntries(section));
  const gone = new Map([...managedKeys, ...staleKeys].map((key) => [key, null]));
  const { splices } = changeEntries(document, section, gone);
  return applySplices(core, splices, section.startOffset);
}

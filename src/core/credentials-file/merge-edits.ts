import { firstViolation } from './botocore-rules.ts';
import { parseIni } from './ini-document.ts';
import type { IniDocument, IniSection, LineEnd } from './ini-document.ts';
import type { IniEntry } from './ini-entries.ts';
import type { Owner } from './owner.ts';
import { managedKeys } from './managed-keys.ts';
import { cutOurs } from './section-release.ts';
import { readingOf } from './section.ts';
import { applySplices, changeEntries, lineEndAt } from './splices.ts';

/**
 * Merges into `current` (made by us from `base`) what another tool wrote meanwhile (`theirs`, also
 * made from `base`). Null if there is nothing to merge, or if botocore would refuse the merged
 * text.
 *
 * If one side changed a section, the section of that side is used. If both changed it, it is merged
 * key by key; our keys come from `theirs` only if they are not an older session of ours. Line ends
 * alone are no change, and theirs become the current ones.
 */
export function mergeEdits(
  base: string,
  theirs: string,
  current: string,
  owner: Owner,
): string | null {
  const [baseIni, theirIni, currentIni] = [parseIni(base), parseIni(theirs), parseIni(current)];
  const preamble = mergedPreamble(baseIni, theirIni, currentIni);
  const pieces = currentIni.sections.map((section) =>
    mergedSection(baseIni, theirIni, currentIni, section, owner),
  );
  const added = theirIni.sections
    .filter(({ name }) => currentIni.section(name) === null)
    .map((section) => addedSection(baseIni, theirIni, section, currentIni.lineEnd, owner));
  const merged = joinPieces([preamble, ...pieces, ...added], currentIni.lineEnd);
  return merged === current || firstViolation(merged) !== null ? null : merged;
}

function mergedPreamble(
  baseIni: IniDocument,
  theirIni: IniDocument,
  currentIni: IniDocument,
): string {
  const [base, theirs, current] = [
    preambleOf(baseIni),
    preambleOf(theirIni),
    preambleOf(currentIni),
  ];
  return same(theirs, base) ? current : withLineEnds(theirs, currentIni.lineEnd);
}

function mergedSection(
  baseIni: IniDocument,
  theirIni: IniDocument,
  currentIni: IniDocument,
  section: IniSection,
  owner: Owner,
): string {
  const base = baseIni.section(section.name);
  const theirs = theirIni.section(section.name);
  const current = textOf(currentIni, section);
  if (theirs === null) return base !== null && same(textOf(baseIni, base), current) ? '' : current;
  const theirText = textOf(theirIni, theirs);
  const baseText = base === null ? '' : textOf(baseIni, base);
  if (same(theirText, baseText) || same(theirText, current)) return current;
  if (same(current, baseText))
    return withTail(withLineEnds(theirText, currentIni.lineEnd), current);
  return mergedEntries(base, theirIni, theirs, currentIni, section, owner);
}

/** Both sides changed the section. */
function mergedEntries(
  base: IniSection | null,
  theirIni: IniDocument,
  theirs: IniSection,
  currentIni: IniDocument,
  current: IniSection,
  owner: Owner,
): string {
  const old = new Map(base?.entries.map((entry) => [entry.key, entry]));
  const now = new Map(theirs.entries.map((entry) => [entry.key, entry]));
  const ourKeysToo = !readingOf(theirs, owner).owned;
  const changes = new Map<string, string | null>();
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    if (!ourKeysToo && isManaged(key)) continue;
    const entry = now.get(key);
    if (entry?.value === old.get(key)?.value) continue;
    // Our own keys: the other tool did not remove them, because `aws configure set` never removes a
    // key.
    if (entry === undefined && isManaged(key)) continue;
    changes.set(key, entry === undefined ? null : linesOf(theirIni, entry, currentIni.lineEnd));
  }
  const { splices } = changeEntries(currentIni, current, changes);
  return applySplices(textOf(currentIni, current), splices, current.startOffset);
}

/**
 * Returns a section that the other tool added, or that it changed while we released it. A section
 * that we released is returned without our keys.
 */
function addedSection(
  baseIni: IniDocument,
  theirIni: IniDocument,
  section: IniSection,
  lineEnd: LineEnd,
  owner: Owner,
): string {
  const base = baseIni.section(section.name);
  const text = withLineEnds(textOf(theirIni, section), lineEnd);
  if (base === null) return text;
  if (same(textOf(baseIni, base), textOf(theirIni, section))) return '';
  const left = cutOurs(text, owner);
  return (parseIni(left).sections[0]?.entries.length ?? 0) === 0 ? '' : left;
}

function isManaged(key: string): boolean {
  return managedKeys.some((managed) => managed === key);
}

function linesOf(document: IniDocument, entry: IniEntry, lineEnd: LineEnd): string {
  const lines = document.text.slice(entry.startOffset, entry.endOffset);
  return withLineEnds(lines.slice(0, lines.length - lineEndAt(lines).length), lineEnd).trimStart();
}

function preambleOf(document: IniDocument): string {
  return document.text.slice(0, document.sections[0]?.startOffset ?? document.text.length);
}

function textOf(document: IniDocument, section: IniSection): string {
  return document.text.slice(section.startOffset, section.endOffset);
}

function same(one: string, other: string): boolean {
  return one === other || plain(one) === plain(other);
}

function plain(text: string): string {
  return withLineEnds(text, '\n').replace(/(?<!\n)\n+$/, '');
}

function withLineEnds(text: string, lineEnd: LineEnd): string {
  return text.replace(/\r\n|\r|\n/g, lineEnd);
}

/** A section that is taken whole keeps the blank lines after the present one. */
function withTail(text: string, current: string): string {
  return text.replace(/(?<![\r\n])[\r\n]+$/, '') + (/(?<![\r\n])[\r\n]+$/.exec(current)?.[0] ?? '');
}

function joinPieces(pieces: readonly string[], lineEnd: LineEnd): string {
  let text = '';
  for (const piece of pieces) {
    if (piece === '') continue;
    text += (text === '' || lineEndAt(text) !== '' ? '' : lineEnd) + piece;
  }
  return text;
}

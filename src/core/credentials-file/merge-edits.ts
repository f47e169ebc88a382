import { firstViolation } from './botocore-rules.ts';
import { parseIni, sectionNamed } from './ini-document.ts';
import type { IniDocument, IniEntry, IniSection, LineEnd } from './ini-document.ts';
import type { Owner } from './owner.ts';
import { managedKeys } from './section-edit.ts';
import { cutOurs } from './section-release.ts';
import { readingOf } from './section.ts';
import { applySplices, changeEntries, lineEndAt } from './splices.ts';

/**
 * Brings into `current` what another tool wrote meanwhile: `theirs` was made from `base`, as `current` was by us. Section by section: what only they changed is
 * theirs, what only we changed is ours; where both changed one, key by key, and our keys are theirs only if they are no older session of ours. Line ends
 * alone are no change, and theirs become the current ones. Null where there is nothing to bring in, or the merged text would break a rule of botocore's.
 */
export function mergeEdits(
  base: string,
  theirs: string,
  current: string,
  owner: Owner,
): string | null {
  const [b, t, c] = [parseIni(base), parseIni(theirs), parseIni(current)];
  const preamble = mergedPreamble(b, t, c);
  const pieces = c.sections.map((section) => mergedSection(b, t, c, section, owner));
  const added = t.sections
    .filter(({ name }) => sectionNamed(c, name) === null)
    .map((section) => addedSection(b, t, section, c.lineEnd, owner));
  const merged = joined([preamble, ...pieces, ...added], c.lineEnd);
  return merged === current || firstViolation(merged) !== null ? null : merged;
}

function mergedPreamble(b: IniDocument, t: IniDocument, c: IniDocument): string {
  const [base, theirs, current] = [preambleOf(b), preambleOf(t), preambleOf(c)];
  return same(theirs, base) ? current : withLineEnds(theirs, c.lineEnd);
}

function mergedSection(
  b: IniDocument,
  t: IniDocument,
  c: IniDocument,
  section: IniSection,
  owner: Owner,
): string {
  const base = sectionNamed(b, section.name);
  const theirs = sectionNamed(t, section.name);
  const current = textOf(c, section);
  if (theirs === null) return base !== null && same(textOf(b, base), current) ? '' : current;
  const theirText = textOf(t, theirs);
  const baseText = base === null ? '' : textOf(b, base);
  if (same(theirText, baseText) || same(theirText, current)) return current;
  if (same(current, baseText)) return withTail(withLineEnds(theirText, c.lineEnd), current);
  return mergedEntries(base, t, theirs, c, section, owner);
}

/** Both changed it. */
function mergedEntries(
  base: IniSection | null,
  t: IniDocument,
  theirs: IniSection,
  c: IniDocument,
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
    // Keys that are ours now and were not theirs to take out: `aws configure set` never removes any.
    if (entry === undefined && isManaged(key)) continue;
    changes.set(key, entry === undefined ? null : linesOf(t, entry, c.lineEnd));
  }
  const { splices } = changeEntries(c, current, changes);
  const start = current.startOffset;
  return applySplices(
    textOf(c, current),
    splices.map((splice) => ({ ...splice, start: splice.start - start, end: splice.end - start })),
  );
}

/** They made it, or changed what we released meanwhile: then without what was ours. */
function addedSection(
  b: IniDocument,
  t: IniDocument,
  section: IniSection,
  lineEnd: LineEnd,
  owner: Owner,
): string {
  const base = sectionNamed(b, section.name);
  const text = withLineEnds(textOf(t, section), lineEnd);
  if (base === null) return text;
  if (same(textOf(b, base), textOf(t, section))) return '';
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

/** A section that is taken whole keeps the blank lines that stand behind the present one. */
function withTail(text: string, current: string): string {
  return text.replace(/(?<![\r\n])[\r\n]+$/, '') + (/(?<![\r\n])[\r\n]+$/.exec(current)?.[0] ?? '');
}

function joined(pieces: readonly string[], lineEnd: LineEnd): string {
  let text = '';
  for (const piece of pieces) {
    if (piece === '') continue;
    text += (text === '' || lineEndAt(text) !== '' ? '' : lineEnd) + piece;
  }
  return text;
}

import { firstViolation } from './botocore-rules.ts';
import { parseIni } from './ini-document.ts';
import type { IniDocument, IniSection, LineEnd } from './ini-document.ts';
import type { IniEntry } from './ini-entries.ts';
import type { Owner } from './owner.ts';
import { managedKeys } from './managed-keys.ts';
import { withoutOurEntries } from './section-release.ts';
import { readingOf } from './section.ts';
import { applySplices, changeEntries, type EntryChanges, lineEndAt } from './splices.ts';

/** Three versions of a file: `other` and `current` were both made from `base`. */
interface Versions {
  readonly base: IniDocument;
  /** What another tool wrote. */
  readonly other: IniDocument;
  /** What Rolekeeper wrote. */
  readonly current: IniDocument;
}

/**
 * Returns Rolekeeper's text `current` with the changes of another tool, which changed `base` to
 * `other` at the same time. Returns null if there are no such changes, or if botocore would refuse
 * the result.
 */
export function mergeEdits(
  base: string,
  other: string,
  current: string,
  owner: Owner,
): string | null {
  const versions = { base: parseIni(base), other: parseIni(other), current: parseIni(current) };
  const { sections, lineEnd } = versions.current;
  const pieces = sections.map((section) => mergedSection(versions, section, owner));
  const added = versions.other.sections
    .filter(({ name }) => versions.current.section(name) === null)
    .map((section) => addedSection(versions, section, owner));
  const merged = joinPieces([mergedPreamble(versions), ...pieces, ...added], lineEnd);
  return merged === current || firstViolation(merged) !== null ? null : merged;
}

function mergedPreamble({ base, other, current }: Versions): string {
  const text = preambleOf(other);
  return isSame(text, preambleOf(base)) ? preambleOf(current) : withLineEnds(text, current.lineEnd);
}

/**
 * Returns the section as Rolekeeper or the other tool changed it. If both changed it, merges the
 * section by keys.
 */
function mergedSection(versions: Versions, section: IniSection, owner: Owner): string {
  const { lineEnd } = versions.current;
  const base = versions.base.section(section.name);
  const other = versions.other.section(section.name);
  const text = textOf(versions.current, section);
  const baseText = base === null ? '' : textOf(versions.base, base);
  if (other === null) return base !== null && isSame(baseText, text) ? '' : text;
  const otherText = textOf(versions.other, other);
  if (isSame(otherText, baseText) || isSame(otherText, text)) return text;
  if (isSame(text, baseText)) return withTail(withLineEnds(otherText, lineEnd), text);
  const changes = changesOf(versions, { base, other }, owner);
  const { splices } = changeEntries(versions.current, section, changes);
  return applySplices(text, splices, section.startOffset);
}

/** Returns what the other tool changed in a section that Rolekeeper changed too. */
function changesOf(
  versions: Versions,
  { base, other }: { readonly base: IniSection | null; readonly other: IniSection },
  owner: Owner,
): EntryChanges {
  const old = new Map(base?.entries.map((entry) => [entry.key, entry]));
  const now = new Map(other.entries.map((entry) => [entry.key, entry]));
  const isOurSession = readingOf(other, owner).owned;
  const changes = new Map<string, string | null>();
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    // In `other`, these keys are a session that Rolekeeper wrote, so they are not another tool's.
    if (isOurSession && isManaged(key)) continue;
    const entry = now.get(key);
    if (entry?.value === old.get(key)?.value) continue;
    // A managed key that is missing in `other` is not a change of the other tool, because `aws
    // configure set` does not remove keys.
    if (entry === undefined && isManaged(key)) continue;
    const { lineEnd } = versions.current;
    changes.set(key, entry === undefined ? null : linesOf(versions.other, entry, lineEnd));
  }
  return changes;
}

/**
 * Returns the text of a section that is only in `other`. If Rolekeeper removed the section while
 * the other tool changed it, the text is without the keys that Rolekeeper wrote.
 */
function addedSection(versions: Versions, section: IniSection, owner: Owner): string {
  const base = versions.base.section(section.name);
  const otherText = textOf(versions.other, section);
  const text = withLineEnds(otherText, versions.current.lineEnd);
  if (base === null) return text;
  if (isSame(textOf(versions.base, base), otherText)) return '';
  const left = withoutOurEntries(text, owner);
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

/** Returns true if the texts differ at most in the kind of line ends and in the last line ends. */
function isSame(one: string, other: string): boolean {
  return one === other || plain(one) === plain(other);
}

function plain(text: string): string {
  return withLineEnds(text, '\n').replace(/(?<!\n)\n+$/, '');
}

function withLineEnds(text: string, lineEnd: LineEnd): string {
  return text.replace(/\r\n|\r|\n/g, lineEnd);
}

/** Returns the text with the last line ends of `current` instead of its own. */
function withTail(text: string, current: string): string {
  return text.replace(/(?<![\r\n])[\r\n]+$/, '') + (/(?<![\r\n])[\r\n]+$/.exec(current)?.[0] ?? '');
}

function joinPieces(pieces: readonly string[], lineEnd: LineEnd): string {
  const texts = pieces.filter((piece) => piece !== '');
  return texts
    .map((text, index) =>
      index === texts.length - 1 || lineEndAt(text) !== '' ? text : text + lineEnd,
    )
    .join('');
}

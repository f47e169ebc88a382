import { parseIni } from './ini-document.ts';
import type { IniDocument, IniSection, LineEnd } from './ini-document.ts';

/**
 * Returns the document after `section` is replaced by `sectionText`, which includes the header. If
 * `section` is null, appends `between` (line ends) and `sectionText` instead.
 */
export function withSection(
  document: IniDocument,
  section: IniSection | null,
  sectionText: string,
  between = '',
): IniDocument {
  // The other sections are not parsed again, because no text can continue across a header.
  const { sections, preamble } = document;
  // An appended section may add a line end to the last section, so the last section is parsed again
  // too.
  const first = section ?? sections.at(-1) ?? null;
  const old = section?.text ?? first?.text ?? preamble;
  const part = (section === null ? old + between : '') + sectionText;
  const read = parseIni(part);
  const isPlain = document.violation === null && read.violation === null;
  const expected = section === null && first !== null ? 2 : 1;
  const isAsExpected =
    read.sections.length === expected && (first === null || read.sections[0]?.name === first.name);
  const place = first === null ? 0 : sections.indexOf(first);
  const startOffset = first?.startOffset ?? 0;
  // If `sectionText` is not exactly one section with the same name, everything is parsed again.
  if (!isPlain || !isAsExpected)
    return parseIni(splice(document.text, startOffset, startOffset + old.length, part));
  return new ChangedDocument({
    document,
    startOffset,
    old,
    part,
    preamble: first === null ? read.preamble : preamble,
    place,
    sections: read.sections.map((each) => each.movedBy(startOffset, (first?.headerLine ?? 1) - 1)),
    lineEnd: preamble === '' && place === 0 ? read.lineEnd : document.lineEnd,
  });
}

/** A document, and a replacement of one part of its text. */
interface Change {
  readonly document: IniDocument;
  readonly startOffset: number;
  readonly old: string;
  readonly part: string;
  readonly preamble: string;
  /** The index of the section that `sections` replace. */
  readonly place: number;
  readonly sections: readonly IniSection[];
  readonly lineEnd: LineEnd;
}

/**
 * A document that builds its text and its sections when they are first needed. After many changes
 * in a row, usually only the last document is read.
 */
class ChangedDocument implements IniDocument {
  readonly preamble: string;
  readonly violation = null;
  readonly lineEnd: LineEnd;
  #change: Change | null;
  #sections: readonly IniSection[] = [];
  #text: string | null = null;

  constructor(change: Change) {
    this.preamble = change.preamble;
    this.lineEnd = change.lineEnd;
    this.#change = change;
  }

  get sections(): readonly IniSection[] {
    const change = this.#change;
    if (change !== null) {
      this.#sections = sectionsAfter(change);
      // The change refers to older documents, so it is dropped to free their memory.
      this.#change = null;
    }
    return this.#sections;
  }

  get text(): string {
    this.#text ??= this.#built();
    return this.#text;
  }

  section(name: string): IniSection | null {
    return this.sections.find((section) => section.name === name) ?? null;
  }

  lastSection(name: string): IniSection | null {
    return this.sections.findLast((section) => section.name === name) ?? null;
  }

  #built(): string {
    const change = this.#change;
    if (change === null || change.document instanceof ChangedDocument)
      return this.preamble + this.sections.map((section) => section.text).join('');
    const { document, startOffset, old, part } = change;
    return splice(document.text, startOffset, startOffset + old.length, part);
  }
}

function sectionsAfter({ document, old, part, place, sections }: Change): readonly IniSection[] {
  const byOffset = part.length - old.length;
  const byLine = linesIn(part) - linesIn(old);
  const after = document.sections.slice(place + 1);
  const isMoved = byOffset !== 0 || byLine !== 0;
  return [
    ...document.sections.slice(0, place),
    ...sections,
    ...(isMoved ? after.map((each) => each.movedBy(byOffset, byLine)) : after),
  ];
}

function splice(text: string, start: number, end: number, part: string): string {
  return text.slice(0, start) + part + text.slice(end);
}

/**
 * Returns the number of lines. The text after the last line end counts as a line, even if it is
 * empty.
 */
function linesIn(text: string): number {
  return text.split(/\r\n|\r|\n/).length;
}

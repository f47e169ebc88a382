import type { BrokenRule } from '../field-rule.ts';

/**
 * Gets each line except comments. Lines are counted from 1, and offsets are in UTF-16 code units;
 * `end` is the offset after the line end.
 */
export interface LineVisitor {
  header(name: string, line: number, start: number, end: number): void;
  entry(line: number, at: EntryOffsets): void;
  /** Gets a line that continues the value of the entry above, because it is indented deeper. */
  continuation(line: number, contentStart: number, contentEnd: number, end: number): void;
  blank(): void;
  brokenRule(line: number, rule: BrokenRule): void;
}

/**
 * The offsets of an entry's parts. The same object is reused for the next line, so a visitor must
 * copy the numbers that it stores.
 */
export interface EntryOffsets {
  start: number;
  keyStart: number;
  keyEnd: number;
  valueStart: number;
  valueEnd: number;
  end: number;
}

/**
 * Reads the lines of a credentials or config file in linear time, as botocore does
 * (botocore/configloader.py, which uses Python's strict configparser.RawConfigParser). Does not
 * stop at a line that breaks a rule, so that the content of a broken file can be shown.
 */
export function visitLines(text: string, visitor: LineVisitor): void {
  const at: EntryOffsets = { start: 0, keyStart: 0, keyEnd: 0, valueStart: 0, valueEnd: 0, end: 0 };
  const length = text.length;
  // This does not use `includes`, because V8 would move the call into the loop and repeat it for
  // every line. The time would then be quadratic.
  const hasCarriageReturn = text.search(/\r/) !== -1;
  let inSection = false;
  let entryIndent = -1;
  let start = 0;
  // The offset of the next LF. It is searched only once, because a search from each lone CR before
  // it would take quadratic time.
  let lineFeed = -1;
  for (let line = 1; start < length; line += 1) {
    if (lineFeed < start) lineFeed = indexOrLength(text, '\n', start);
    let contentEnd = lineFeed;
    let end = Math.min(length, lineFeed + 1);
    if (hasCarriageReturn) {
      const carriageReturn = carriageReturnIn(text, start, contentEnd);
      if (carriageReturn !== -1) {
        end = lineFeed === carriageReturn + 1 ? end : carriageReturn + 1;
        contentEnd = carriageReturn;
      }
    }
    let first = start;
    while (first < contentEnd && isSpace(text.charCodeAt(first))) first += 1;
    if (first === contentEnd) {
      visitor.blank();
      start = end;
      continue;
    }
    const character = text.charCodeAt(first);
    if (character === HASH || character === SEMICOLON) {
      start = end;
      continue;
    }
    while (isSpace(text.charCodeAt(contentEnd - 1))) contentEnd -= 1;
    // A line that is indented deeper continues the value above, even if it looks like a header.
    if (entryIndent !== -1 && first - start > entryIndent) {
      visitor.continuation(line, first, contentEnd, end);
      start = end;
      continue;
    }
    const closing = character === OPEN_BRACKET ? closingBracket(text, first + 2, contentEnd) : -1;
    if (closing !== -1) {
      visitor.header(text.slice(first + 1, closing), line, start, end);
      inSection = true;
      entryIndent = -1;
      start = end;
      continue;
    }
    const valueSign = inSection ? valueSignIn(text, first, contentEnd) : -1;
    if (valueSign > first) {
      at.start = start;
      at.keyStart = first;
      at.keyEnd = valueSign;
      while (isSpace(text.charCodeAt(at.keyEnd - 1))) at.keyEnd -= 1;
      at.valueStart = valueSign + 1;
      while (at.valueStart < contentEnd && isSpace(text.charCodeAt(at.valueStart)))
        at.valueStart += 1;
      at.valueEnd = contentEnd;
      at.end = end;
      visitor.entry(line, at);
      entryIndent = first - start;
    } else {
      visitor.brokenRule(line, ruleBrokenBy(character, inSection));
    }
    start = end;
  }
}

const HASH = 35;
const SEMICOLON = 59;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const EQUALS_SIGN = 61;
const COLON = 58;

function indexOrLength(text: string, searched: string, from: number): number {
  const index = text.indexOf(searched, from);
  return index === -1 ? text.length : index;
}

function carriageReturnIn(text: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) if (text.charCodeAt(at) === 13) return at;
  return -1;
}

function closingBracket(text: string, from: number, end: number): number {
  for (let at = end - 1; at >= from; at -= 1) if (text.charCodeAt(at) === CLOSE_BRACKET) return at;
  return -1;
}

function valueSignIn(text: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === EQUALS_SIGN || code === COLON) return at;
  }
  return -1;
}

function ruleBrokenBy(character: number, inSection: boolean): BrokenRule {
  if (character === BYTE_ORDER_MARK) return 'byte-order-mark';
  if (character === OPEN_BRACKET) return 'unclosed-header';
  return inSection ? 'line-without-value-sign' : 'key-before-header';
}

const BYTE_ORDER_MARK = 0xfeff;

/** Returns the white space at the start of the line that begins at `start`. */
export function indentAt(text: string, start: number): string {
  let end = start;
  while (end < text.length && !isLineEnd(text.charCodeAt(end)) && isSpace(text.charCodeAt(end)))
    end += 1;
  return text.slice(start, end);
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** Returns the same as Python's `str.isspace`, which differs from JavaScript's `trim` and `\s`. */
function isSpace(code: number): boolean {
  if (code > 32) return code >= 0x85 && (code === 0x85 || code === 0xa0 || isWideSpace(code));
  return code === 32 || (code >= 9 && code <= 13) || (code >= 28 && code <= 31);
}

function isWideSpace(code: number): boolean {
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

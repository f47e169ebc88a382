import { fieldOfLabel } from './label.ts';
import type { Members } from './structure.ts';

export interface Tables {
  /** The cells of each row, by the names of their columns. */
  readonly rows: readonly Members[];
  readonly rest: string;
}

type Separator = '|' | '\t' | ';' | ',';

const SEPARATORS: readonly Separator[] = ['|', '\t', ';', ','];
const MAX_CHARACTERS = 8000;
/**
 * Matches a line that separates rows, such as `|---|:--|` in Markdown and `+----+` in psql and the
 * AWS CLI.
 */
const RULE = /^[\s|+:=-]+$/;

/**
 * Returns the tables whose first row names the columns. They are in Markdown or CSV, or have tabs
 * between the cells.
 */
export function tablesIn(text: string): Tables {
  const lines = text.split('\n');
  const rows: Members[] = [];
  const rest: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const table = tableAt(lines, at);
    if (table === null) rest.push(lines[at] ?? '');
    else {
      for (const row of table.rows) rows.push(row);
      rest.push('');
      at = table.end - 1;
    }
  }
  return { rows, rest: rest.join('\n') };
}

function tableAt(
  lines: readonly string[],
  from: number,
): { readonly rows: readonly Members[]; readonly end: number } | null {
  for (const divider of SEPARATORS) {
    const names = cellsOf(lines[from] ?? '', divider);
    if (!isHeader(names)) continue;
    const rows: Members[] = [];
    let end = from + 1;
    for (; end < lines.length; end += 1) {
      const line = lines[end] ?? '';
      if (isRule(line)) continue;
      const cells = cellsOf(line, divider);
      if (cells.length !== names.length || cells.some(isName)) break;
      rows.push({ members: names.map((name, index) => [name, cells[index] ?? ''] as const) });
    }
    if (rows.length > 0) return { rows, end };
  }
  return null;
}

/**
 * Returns true for a row with at least two labels, or with the label of an ARN and at least one
 * other cell.
 */
function isHeader(names: readonly string[]): boolean {
  if (names.length < 2 || names.some((name) => name.length > 60 || /arn:|\d{12}/.test(name))) {
    return false;
  }
  return names.filter(isName).length > 1 || names.some((name) => /\barn$/i.test(name));
}

function isName(cell: string): boolean {
  return cell.length <= 60 && (fieldOfLabel(cell) !== null || /\barn$/i.test(cell));
}

function isRule(line: string): boolean {
  return line.includes('-') && RULE.test(line);
}

function cellsOf(line: string, divider: Separator): readonly string[] {
  if (line.length > MAX_CHARACTERS || !line.includes(divider)) return [];
  const row = divider === '|' ? line.trim().replace(/^\||\|$/g, '') : line;
  const cells: string[] = [];
  const cell = CELLS[divider];
  cell.lastIndex = 0;
  for (let found = cell.exec(row); found !== null; found = cell.exec(row)) {
    cells.push(bareCell(found[1]?.replace(/""/g, '"') ?? found[2] ?? ''));
    if (found[3] === '') break;
  }
  return cells;
}

const CELLS: Readonly<Record<Separator, RegExp>> = {
  '|': /\s*(?:"((?:[^"]|"")*)"(?=\s*(?:\||$))|([^|]*))(\||$)/y,
  '\t': /[^\S\t]*(?:"((?:[^"]|"")*)"(?=\s*(?:\t|$))|([^\t]*))(\t|$)/y,
  ';': /\s*(?:"((?:[^"]|"")*)"(?=\s*(?:;|$))|([^;]*))(;|$)/y,
  ',': /\s*(?:"((?:[^"]|"")*)"(?=\s*(?:,|$))|([^,]*))(,|$)/y,
};

/** Returns a cell without the Markdown signs or quotes around it. */
function bareCell(text: string): string {
  const trimmed = text.trim();
  const [marks = ''] = /^(?:`{1,3}|\*{1,3}|_{1,3}|['"])/.exec(trimmed) ?? [];
  const isMarked = marks !== '' && trimmed.length > 2 * marks.length && trimmed.endsWith(marks);
  return isMarked ? trimmed.slice(marks.length, -marks.length).trim() : trimmed;
}

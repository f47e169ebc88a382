import { commandWords } from './command-words.ts';

/** A section of `~/.aws/config` or of the credentials file in a text. */
export interface Section {
  readonly kind: 'profile' | 'services' | 'sso-session';
  readonly name: string;
  readonly entries: readonly SectionEntry[];
}

export interface SectionEntry {
  readonly key: string;
  /** The value without quotes and without a comment. */
  readonly value: string;
  /** The continuation lines of the value, each after a line end. */
  readonly more: string;
}

interface OpenSection {
  readonly kind: Section['kind'];
  readonly name: string;
  readonly entries: { key: string; value: string; more: string }[];
  indent: number;
  /** True if a blank line follows the last entry. */
  isPaused: boolean;
}

const KNOWN = /_|^(?:region|output|services|color|image)$/i;

/**
 * Returns the sections in a text, and the text without them. `aws configure set` lines count as
 * sections.
 */
export function sectionsIn(text: string): {
  readonly sections: readonly Section[];
  readonly rest: string;
} {
  const sections: OpenSection[] = [];
  const configured = new Map<string, OpenSection>();
  const rest: string[] = [];
  let open: OpenSection | null = null;
  for (const line of text.split('\n')) {
    const header = headerIn(line.trim());
    const named = header === null ? null : nameIn(header);
    if (named !== null) {
      open = { ...named, entries: [], indent: -1, isPaused: false };
      sections.push(open);
      rest.push('');
      continue;
    }
    if (open !== null && addLine(open, line)) continue;
    open = null;
    if (!addConfigured(line, configured)) rest.push(line);
  }
  return { sections: [...sections, ...configured.values()], rest: rest.join('\n') };
}

/**
 * Returns the text in the brackets of a line that has only brackets and perhaps a comment.
 * Otherwise returns null.
 */
function headerIn(line: string): string | null {
  const end = line.indexOf(']');
  const name = line.slice(1, end).trim();
  const isHeader = line.startsWith('[') && name !== '' && name.length <= 256 && !/[{},]/.test(name);
  return isHeader &&
    /^[#;]?$/.test(
      line
        .slice(end + 1)
        .trim()
        .charAt(0),
    )
    ? name
    : null;
}

/**
 * Returns the kind and the name of a section such as `[profile NAME]`, `[NAME]` or `[services
 * NAME]`. Returns null for a text in quotes, as in the JSON list `["NAME"]`.
 */
function nameIn(header: string): Pick<OpenSection, 'kind' | 'name'> | null {
  const [, kind = ''] = /^(profile|services|sso-session)[ \t]/.exec(header) ?? [];
  if (kind === '' && /^["']/.test(header)) return null;
  return {
    kind: kind === '' ? 'profile' : (kind as Section['kind']),
    name: unquote(header.slice(kind.length).trim()),
  };
}

/** Adds a line that belongs to the section. Returns false if the section has ended. */
function addLine(open: OpenSection, line: string): boolean {
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  const last = open.entries.at(-1);
  if (line.trim() === '') {
    open.isPaused = true;
    return true;
  }
  if (/^[ \t]*[#;]/.test(line)) return true;
  if (last !== undefined && indent > open.indent && !(open.isPaused && !line.includes('='))) {
    last.more += `\n  ${line.trim()}`;
    return true;
  }
  const separatorAt = line.search(/[=:]/);
  const key = line.slice(0, Math.max(0, separatorAt)).trim();
  if (!/^[A-Za-z][\w.-]{0,99}$/.test(key) || (open.isPaused && !KNOWN.test(key))) return false;
  open.indent = indent;
  open.isPaused = false;
  open.entries.push({
    key: key.toLowerCase(),
    value: bareValue(line.slice(separatorAt + 1)),
    more: '',
  });
  return true;
}

function bareValue(value: string): string {
  const comment = value.search(/[ \t][#;]/);
  return unquote((comment === -1 ? value : value.slice(0, comment)).trim());
}

function unquote(text: string): string {
  const quote = text.charAt(0);
  return text.length > 1 && /["'`]/.test(quote) && text.endsWith(quote) ? text.slice(1, -1) : text;
}

/**
 * Reads lines such as `aws configure set role_arn ARN --profile NAME` and `aws configure set
 * profile.NAME.role_arn ARN`. Returns false for other lines.
 */
function addConfigured(line: string, configured: Map<string, OpenSection>): boolean {
  const [command] = /\baws(?:\.exe)?\s{1,9}configure\s{1,9}set\s/.exec(line) ?? [];
  if (command === undefined) return false;
  const { words } = commandWords(line, line.indexOf(command) + command.length);
  const [dotted, value, ...more] = words.flatMap((word) =>
    word.startsWith('--profile=') ? word.split('=') : [word],
  );
  if (dotted === undefined || value === undefined) return false;
  const key = dotted.slice(dotted.lastIndexOf('.') + 1);
  const named = dotted.startsWith('profile.')
    ? dotted.slice('profile.'.length, -key.length - 1)
    : undefined;
  const name = named ?? more[more.indexOf('--profile') + 1] ?? 'default';
  const open = configured.get(name) ?? {
    kind: 'profile',
    name,
    entries: [],
    indent: 0,
    isPaused: false,
  };
  open.entries.push({ key: key.toLowerCase(), value, more: '' });
  configured.set(name, open);
  return true;
}

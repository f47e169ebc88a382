import { ignoredSections, profileHeader } from '../../aws-config/config-sections.ts';
import type { Check } from '../../contract/check.ts';
import { everyViolation, type Violation } from '../../credentials-file/botocore-rules.ts';
import { parseIni } from '../../credentials-file/ini-document.ts';
import type { Result } from '../../result.ts';

/**
 * The highest number of broken lines of one file that each get a check; a file with more is
 * probably no AWS file. The last check says how many further lines are broken.
 */
const MAX_LINES = 10;
/** Kinds of sections in the config file. */
const CONFIG_KINDS: readonly string[] = ['profile', 'sso-session', 'services'];
const BYTE_ORDER_MARK = '\uFEFF';

type FileName = 'credentials-file' | 'config-file';

/** Checks the credentials file by botocore's rules. `read` is null if there is no file. */
export function credentialsFileChecks(path: string, read: Result<string | null>): readonly Check[] {
  const stray = sectionChecks(path, read, (text) =>
    parseIni(text).sections.flatMap(({ name, headerLine }) => {
      const [kind = '', ...words] = name.split(/\s/);
      if (words.length === 0 || !CONFIG_KINDS.includes(kind)) return [];
      const own = words.join(' ').trim();
      return [{ name, line: headerLine, better: kind === 'profile' ? unquote(own) : null }];
    }),
  );
  return [...fileChecks('credentials-file', path, read), ...stray];
}

/** Checks the config file by botocore's rules. */
export function configFileChecks(path: string, read: Result<string | null>): readonly Check[] {
  const stray = sectionChecks(path, read, (text) =>
    ignoredSections(parseIni(text)).map(({ name, headerLine }) => ({
      name,
      line: headerLine,
      better: profileHeader(name),
    })),
  );
  return [...fileChecks('config-file', path, read), ...stray];
}

function fileChecks(check: FileName, path: string, read: Result<string | null>): readonly Check[] {
  if (!read.ok) {
    const { failure } = read;
    if (failure.kind === 'file-broken')
      return [{ check, level: 'bad', facts: { path, line: failure.line, rule: failure.rule } }];
    if (failure.kind === 'file-unreadable')
      return [{ check, level: 'bad', facts: { path, code: failure.code } }];
    return [{ check, level: 'bad', facts: { path }, failure }];
  }
  if (read.value === null) return [{ check, level: 'good', facts: { path, exists: false } }];
  const found = violationsOf(read.value);
  if (found.length === 0) return [{ check, level: 'good', facts: { path } }];
  return found.slice(0, MAX_LINES).map(({ line, rule }, place) => {
    const more = place === MAX_LINES - 1 ? found.length - MAX_LINES : 0;
    return { check, level: 'bad', facts: { path, line, rule, ...(more > 0 && { more }) } };
  });
}

/**
 * Reports a byte order mark, then checks the text after it. The mark would hide the first section
 * header from the check.
 */
function violationsOf(text: string): readonly Violation[] {
  if (!text.startsWith(BYTE_ORDER_MARK)) return everyViolation(text);
  return [{ line: 1, rule: 'byte-order-mark' }, ...everyViolation(text.slice(1))];
}

interface StraySection {
  readonly name: string;
  readonly line: number;
  /**
   * The header that this section needs so that AWS tools read it; null if no header makes them read
   * it.
   */
  readonly better: string | null;
}

/** Returns a warning for each section that AWS tools ignore without a message. */
function sectionChecks(
  path: string,
  read: Result<string | null>,
  strayIn: (text: string) => readonly StraySection[],
): readonly Check[] {
  if (!read.ok || read.value === null) return [];
  return strayIn(read.value).map(({ name, line, better }) => ({
    check: 'ignored-section',
    level: 'warning',
    facts: { path, line, section: name, better },
  }));
}

function unquote(name: string): string | null {
  const [, quote, inner] = /^(["'])(.*)\1$/.exec(name) ?? [];
  const own = quote === undefined ? name : (inner ?? '');
  return own === '' || /["'\\]/.test(own) ? null : own;
}

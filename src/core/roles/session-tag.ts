import type { SessionTag } from '../ports/sts.ts';

/** Parses `KEY=VALUE`; null if there is no `=`. The value may be empty and may contain `=`. */
export function parseTag(text: string): SessionTag | null {
  const equalsAt = text.indexOf('=');
  return equalsAt === -1
    ? null
    : { key: text.slice(0, equalsAt).trim(), value: text.slice(equalsAt + 1).trim() };
}

export function tagText({ key, value }: SessionTag): string {
  return `${key}=${value}`;
}

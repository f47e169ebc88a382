import type { SessionTag } from '../ports.ts';

/** Parses `KEY=VALUE`. The value may be empty and may contain `=`. Null if there is no `=`. */
export function parseTag(text: string): SessionTag | null {
  const sign = text.indexOf('=');
  return sign === -1
    ? null
    : { key: text.slice(0, sign).trim(), value: text.slice(sign + 1).trim() };
}

export function tagText({ key, value }: SessionTag): string {
  return `${key}=${value}`;
}

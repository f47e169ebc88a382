import type { SessionTag } from '../ports.ts';

/** `KEY=VALUE` as a person writes it; the value may be empty and may hold `=`. Null where there is no `=`. */
export function parseTag(text: string): SessionTag | null {
  const sign = text.indexOf('=');
  return sign === -1
    ? null
    : { key: text.slice(0, sign).trim(), value: text.slice(sign + 1).trim() };
}

export function tagText({ key, value }: SessionTag): string {
  return `${key}=${value}`;
}

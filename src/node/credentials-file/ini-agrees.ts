import { parse } from 'ini';
import type { IniDocument } from '../../core/credentials-file/ini-document.ts';
import type { SectionIntent } from '../../core/credentials-file/credentials-store.ts';

/**
 * Uses a second parser (npm `ini`) to read the lines that Rolekeeper wrote, and returns the first
 * key that this parser reads differently, or null. Ignores other lines, because `ini` and botocore
 * differ for some lines of AWS files.
 */
export function firstKeyIniMisreads(
  after: IniDocument,
  intents: readonly SectionIntent[],
): string | null {
  for (const { profile, keys, replaced } of intents) {
    const section = after.section(profile);
    if (section === null || keys === null || replaced === true) continue;
    const lines = section.entries
      .filter(({ key }) => keys[key] !== undefined)
      .map(({ startOffset, endOffset }) => after.text.slice(startOffset, endOffset));
    const read = parse(lines.join('\n')) as Readonly<Record<string, unknown>>;
    const wrong = Object.entries(keys).find(([key, value]) => String(read[key]) !== value);
    if (wrong !== undefined) return wrong[0];
  }
  return null;
}

import type { IniDocument, IniSection } from '../credentials-file/ini-document.ts';
import { shellWords } from './shell-words.ts';

/** The values of one section by key. The keys are in lower case. */
export type Values = ReadonlyMap<string, string>;

/** The sections of a config file, by their kind and the name in their header. */
export interface ConfigSections {
  readonly profiles: ReadonlyMap<string, IniSection>;
  readonly services: (name: string) => Values | null;
  readonly ssoSession: (name: string) => Values | null;
  readonly ssoSessions: readonly string[];
}

/**
 * Groups sections by kind as botocore does (botocore/configloader.py, `build_profile_map`), for
 * example `[profile NAME]` or `[services "NAME"]`. A later section replaces an earlier section of
 * the same kind and name.
 */
export function configSections(document: IniDocument): ConfigSections {
  const sections = {
    profile: new Map<string, IniSection>(),
    services: new Map<string, IniSection>(),
    'sso-session': new Map<string, IniSection>(),
  };
  for (const section of document.sections) {
    const { name } = section;
    const kind = KINDS.find((each) => name.startsWith(each));
    if (kind === undefined) continue;
    const words = shellWords(name);
    if (words?.length === 2) sections[kind].set(words[1] ?? '', section);
  }
  // `[profile default]` wins over `[default]`, as in the SDKs (ADR 0026).
  const plainDefault = document.sections.find(({ name }) => name === 'default');
  if (plainDefault !== undefined && !sections.profile.has('default')) {
    sections.profile.set('default', plainDefault);
  }
  return {
    profiles: sections.profile,
    services: valuesByName(sections.services),
    ssoSession: valuesByName(sections['sso-session']),
    ssoSessions: [...sections['sso-session'].keys()],
  };
}

/**
 * Returns the sections that AWS tools ignore, although they were probably meant as profiles.
 * Examples are `[dev]` without the word `profile` and a name of several words without quotes.
 */
export function ignoredSections(document: IniDocument): readonly IniSection[] {
  return document.sections.filter(({ name }) => {
    if (OTHER_SECTIONS.includes(name)) return false;
    return !KINDS.some((kind) => name.startsWith(kind)) || shellWords(name)?.length !== 2;
  });
}

/**
 * Returns the header with which AWS tools would read an ignored section as a profile; null if the
 * name cannot be quoted.
 */
export function profileHeader(name: string): string | null {
  const own = name.replace(/^profile\s+/, '').trim();
  if (own === '' || /["'\\]/.test(own)) return null;
  return /\s/.test(own) ? `profile "${own}"` : `profile ${own}`;
}

/**
 * Sections that AWS tools read although they have no kind. Python's configparser reads `DEFAULT`,
 * the AWS CLI reads the others.
 */
const OTHER_SECTIONS: readonly string[] = ['default', 'DEFAULT', 'plugins', 'preview'];

/**
 * Returns a function that parses each section once, because many profiles may name the same
 * section.
 */
function valuesByName(sections: ReadonlyMap<string, IniSection>): (name: string) => Values | null {
  const read = new Map<string, Values>();
  return (name) => {
    const section = sections.get(name);
    if (section === undefined) return null;
    const values = read.get(name) ?? valuesOf(section);
    read.set(name, values);
    return values;
  };
}

const KINDS = ['profile', 'sso-session', 'services'] as const;

export function valuesOf(section: IniSection | undefined): Values {
  return new Map(section?.entries.map(({ key, value }) => [key, value]));
}

/**
 * Returns the value of a key in a nested block; null if it is missing. Such a block begins with a
 * line end and has one `key = value` on each line.
 */
export function nestedValue(block: string, key: string): string | null {
  if (!block.startsWith('\n')) return null;
  let found: string | null = null;
  for (const line of block.split('\n')) {
    const equalsAt = line.indexOf('=');
    if (equalsAt !== -1 && line.slice(0, equalsAt).trim() === key)
      found = line.slice(equalsAt + 1).trim();
  }
  return found;
}

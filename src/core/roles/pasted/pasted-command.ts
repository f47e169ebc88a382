import type { SessionTag } from '../../ports/sts.ts';
import { commandWords } from './command-words.ts';
import type { Findings } from './findings.ts';
import type { Unused, PastedFields, PastedRole } from './pasted-role.ts';
import { roleArnOf } from './role-arn.ts';
import { variablesIn } from './variables.ts';
import { FIRST_KIND } from '../role-kinds.ts';

/**
 * How many characters before `sts assume-role` are searched for the word `aws` and for a variable
 * that selects the profile.
 */
const HEAD_CHARACTERS = 1000;

type Fields = { -readonly [Name in keyof PastedFields]?: PastedFields[Name] };

/**
 * Adds the roles of `aws sts assume-role` lines to the findings (AWS CLI reference, "sts
 * assume-role"), and returns the text without the commands. Ignores MFA codes, values in files, and
 * values in variables that the text does not set.
 */
export function rolesInCommands(
  text: string,
  findings: Findings,
): { readonly rest: string; readonly hasCommand: boolean } {
  const variables = variablesIn(text);
  let rest = '';
  let from = 0;
  let hasCommand = false;
  const name = /\bsts\s{1,99}assume-role(?![\w-])/g;
  for (let found = name.exec(text); found !== null; found = name.exec(text)) {
    const start = Math.max(from, found.index - HEAD_CHARACTERS);
    const head = text.slice(start, found.index);
    const aws = [...head.matchAll(/\baws(?:\.exe|\.cmd)?\b["']?/g)].at(-1);
    if (aws === undefined) continue;
    hasCommand = true;
    const { words, end } = commandWords(text, found.index);
    const before = commandWords(head, aws.index + aws[0].length).words;
    const options = optionsOf(
      [...before, ...withoutStop(words.slice(2))].map((word) => variables.fillIn(word)),
    );
    const profile = /\bAWS_(?:DEFAULT_)?PROFILE\s{0,9}=\s{0,9}["']?([\w./%@-]+)/.exec(
      head.slice(0, aws.index),
    )?.[1];
    const read = roleOf(options, profile);
    if (read.kind === 'role') findings.addRole(read.role);
    else if (read.text !== '') findings.addUnused(read);
    rest += `${text.slice(from, start + aws.index)}\n`;
    from = end;
    name.lastIndex = end;
  }
  return { rest: rest + text.slice(from), hasCommand };
}

function roleOf(
  options: ReadonlyMap<string, readonly string[]>,
  profile: string | undefined,
): { readonly kind: 'role'; readonly role: PastedRole } | Unused {
  const fields: Fields = profile === undefined ? {} : { sourceProfile: profile };
  const skipped: string[] = [];
  for (const [name, values] of options) {
    const take = OPTIONS[name];
    const isElsewhere = values.length === 0 || values.some(isInAnotherPlace);
    if (take === undefined ? !IGNORED_OPTIONS.test(name) : isElsewhere || !take(fields, values))
      skipped.push(name);
  }
  const [given = ''] = options.get('--role-arn') ?? [];
  const read = fields.roleArn === undefined ? null : roleArnOf(fields.roleArn);
  if (read === null) return { text: given, kind: 'placeholder' };
  if (read.kind !== 'arn') return read;
  const found = { ...fields, roleArn: read.arn };
  return {
    kind: 'role',
    role: { kind: FIRST_KIND, from: 'command', name: null, fields: found, skipped, demands: [] },
  };
}

/** Removes the punctuation that follows a command in a sentence. */
function withoutStop(words: readonly string[]): readonly string[] {
  const last = (words.at(-1) ?? '').replace(/[.,:;!]{1,9}$/, '');
  return last === '' ? words.slice(0, -1) : [...words.slice(0, -1), last];
}

/** Returns the options by name. If an option occurs twice, uses the last one, like the AWS CLI. */
function optionsOf(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const options = new Map<string, string[]>();
  let values: string[] = [];
  for (const word of words) {
    if (!word.startsWith('--')) {
      values.push(word);
      continue;
    }
    const equalsAt = word.indexOf('=');
    values = equalsAt === -1 ? [] : [word.slice(equalsAt + 1)];
    options.set(equalsAt === -1 ? word : word.slice(0, equalsAt), values);
  }
  return options;
}

/** Returns true for a value in a file, in a variable, or in another command's output. */
function isInAnotherPlace(value: string): boolean {
  return /^(?:file|fileb):\/\/|^\$|\$\{|^%\w+%$|^$/.test(value);
}

/** Sets a field. Returns false if the field cannot have the value. */
type SetField = (fields: Fields, values: readonly string[]) => boolean;

const text =
  (
    field:
      | 'roleArn'
      | 'roleSessionName'
      | 'externalId'
      | 'mfaSerial'
      | 'region'
      | 'endpoint'
      | 'sourceProfile',
  ): SetField =>
  (fields, [value = '']) => {
    fields[field] = value;
    return true;
  };

const OPTIONS: Readonly<Record<string, SetField>> = {
  '--role-arn': text('roleArn'),
  '--role-session-name': text('roleSessionName'),
  '--external-id': text('externalId'),
  '--serial-number': text('mfaSerial'),
  '--region': text('region'),
  '--endpoint-url': text('endpoint'),
  '--profile': text('sourceProfile'),
  '--source-identity': (fields, [value]) => {
    fields.sourceIdentity = value;
    return true;
  },
  '--policy': (fields, [value]) => {
    fields.policy = value;
    return true;
  },
  '--duration-seconds': (fields, [value = '']) => {
    if (!/^\d{1,9}$/.test(value)) return false;
    fields.durationSeconds = Number(value);
    return true;
  },
  '--tags': (fields, values) => {
    const tags = listItems(values).map(tagOf);
    if (tags.some((tag) => tag === null)) return false;
    fields.tags = tags.filter((tag) => tag !== null);
    return true;
  },
  '--transitive-tag-keys': (fields, values) => {
    const keys = listItems(values).filter((key) => typeof key === 'string');
    fields.transitiveTagKeys = keys;
    return keys.length > 0;
  },
  '--policy-arns': (fields, values) => {
    const arns = listItems(values).map((each) =>
      typeof each === 'string' ? each.replace(/^arn=/, '') : member(each, 'arn'),
    );
    fields.policyArns = arns.filter((arn) => arn !== null);
    return !arns.includes(null);
  },
};

/** Matches options for output and connections, which do not affect the role. */
const IGNORED_OPTIONS =
  /^--(?:output|query|color|debug|no-[a-z-]+|cli-(?!input)[a-z-]+|ca-bundle|v2-debug)$/;

/** Returns the values of a list that is written as words or as JSON. */
function listItems(values: readonly string[]): readonly unknown[] {
  const joined = values.join(' ').trim();
  if (!/^[[{]/.test(joined)) return values;
  try {
    const value: unknown = JSON.parse(joined);
    return Array.isArray(value) ? value : [value];
  } catch {
    return [null];
  }
}

/** Returns a tag that is written as `Key=a,Value=b` (the AWS CLI's shorthand) or as JSON. */
function tagOf(given: unknown): SessionTag | null {
  if (typeof given !== 'string') {
    const [key, value] = [member(given, 'Key'), member(given, 'Value')];
    return key === null || value === null ? null : { key, value };
  }
  const [, key, value] = /^Key=([^,]*),Value=(.*)$/.exec(given) ?? [];
  if (key !== undefined && value !== undefined) return { key, value };
  const [, first, second] = /^Value=([^,]*),Key=(.*)$/.exec(given) ?? [];
  return first === undefined || second === undefined ? null : { key: second, value: first };
}

function member(object: unknown, name: string): string | null {
  if (typeof object !== 'object' || object === null) return null;
  const value: unknown = Object.entries(object).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : null;
}

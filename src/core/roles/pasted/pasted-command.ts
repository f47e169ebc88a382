import type { SessionTag } from '../session-tag.ts';
import { commandWords } from './command-words.ts';
import type { PastedFields, PastedRole } from './pasted-role.ts';

/** How far before `sts assume-role` its `aws`, the options between them and a variable that selects the profile are looked for. */
const HEAD_CHARACTERS = 1000;

type Fields = { -readonly [Name in keyof PastedFields]?: PastedFields[Name] };

/** Why an `aws sts assume-role` line gives no role: it has no ARN, or a variable or a blank in its place. */
export interface NoArn {
  readonly unfilled: string | null;
}

/**
 * Reads an `aws sts assume-role` line with its options (AWS CLI reference, "sts assume-role"), wherever in the text it stands. Null where there is none.
 * A code in it is passed over, and so is what stands in a file or a variable.
 */
export function roleInCommand(text: string): PastedRole | NoArn | null {
  const plain = withoutTypography(text);
  const at = plain.search(/\bsts\s+assume-role(?![\w-])/);
  if (at === -1) return null;
  const head = plain.slice(Math.max(0, at - HEAD_CHARACTERS), at);
  const aws = [...head.matchAll(/\baws(?:\.exe|\.cmd)?\b["']?/g)].at(-1);
  if (aws === undefined) return null;
  const before = commandWords(head.slice(aws.index + aws[0].length));
  const options = optionsOf([...before, ...commandWords(plain.slice(at)).slice(2)]);
  const fields: Fields = {};
  const ambient = /\bAWS_(?:DEFAULT_)?PROFILE\s{0,9}=\s{0,9}["']?([\w./%@-]+)/.exec(head.slice(0, aws.index))?.[1];
  if (ambient !== undefined) fields.sourceProfile = ambient;
  const passedOver: string[] = [];
  for (const [name, values] of options) {
    const take = TAKEN[name];
    const isElsewhere = values.length === 0 || values.some(standsElsewhere);
    if (take === undefined ? !SILENT.test(name) : isElsewhere || !take(fields, values)) passedOver.push(name);
  }
  const { roleArn } = fields;
  if (roleArn === undefined) return { unfilled: options.get('--role-arn')?.[0] ?? null };
  return { from: 'command', name: null, fields: { ...fields, roleArn }, passedOver };
}

/** What chats and documents make of quotes and of two dashes. */
function withoutTypography(text: string): string {
  return text
    .replace(/[“”„‟]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/(\s)[—–](?=[a-z])/g, '$1--');
}

/** By name; of one that is given twice the last holds, as in the AWS CLI. */
function optionsOf(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const options = new Map<string, string[]>();
  let values: string[] = [];
  for (const word of words) {
    if (!word.startsWith('--')) {
      values.push(word);
      continue;
    }
    const sign = word.indexOf('=');
    values = sign === -1 ? [] : [word.slice(sign + 1)];
    options.set(sign === -1 ? word : word.slice(0, sign), values);
  }
  return options;
}

/** In a file, in a variable of some shell, or in what another command prints. */
function standsElsewhere(value: string): boolean {
  return /^(?:file|fileb):\/\/|^\$|\$\{|^%\w+%$|^$/.test(value);
}

/** False: no value for the field. */
type Take = (fields: Fields, values: readonly string[]) => boolean;

const text =
  (field: 'roleArn' | 'roleSessionName' | 'externalId' | 'mfaSerial' | 'region' | 'endpoint' | 'sourceProfile'): Take =>
  (fields, [value = '']) => {
    fields[field] = value;
    return true;
  };

const TAKEN: Readonly<Record<string, Take>> = {
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
    const tags = listed(values).map(tagOf);
    if (tags.some((tag) => tag === null)) return false;
    fields.tags = tags.filter((tag) => tag !== null);
    return true;
  },
  '--transitive-tag-keys': (fields, values) => {
    const keys = listed(values).filter((key) => typeof key === 'string');
    fields.transitiveTagKeys = keys;
    return keys.length > 0;
  },
  '--policy-arns': (fields, values) => {
    const arns = listed(values).map((each) =>
      typeof each === 'string' ? each.replace(/^arn=/, '') : member(each, 'arn'),
    );
    fields.policyArns = arns.filter((arn) => arn !== null);
    return !arns.includes(null);
  },
};

/** How the command prints and connects: nothing of the role. */
const SILENT = /^--(?:output|query|color|debug|no-[a-z-]+|cli-(?!input)[a-z-]+|ca-bundle|v2-debug)$/;

/** The values of a list, as words or as JSON. */
function listed(values: readonly string[]): readonly unknown[] {
  const joined = values.join(' ').trim();
  if (!/^[[{]/.test(joined)) return values;
  try {
    const value: unknown = JSON.parse(joined);
    return Array.isArray(value) ? value : [value];
  } catch {
    return [null];
  }
}

/** `Key=a,Value=b`, the AWS CLI's shorthand, or the same as JSON. */
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

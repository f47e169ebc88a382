import type { LabelledValue, RoleMention } from './labelled-value.ts';
import type { Findings } from './findings.ts';
import { fieldOfLabel, prefixOf, valueOfField, type LabelField } from './label.ts';
import { demandsMfa } from './mfa-demand.ts';
import { builtArn, roleArnOf } from './role-arn.ts';
import { rolesInLinks } from './switch-link.ts';
import { trailing, withoutTrailing } from './text-ends.ts';

/** Matches the ARN of a role or of another identity, also if it has placeholders or wildcards. */
const ARN =
  /\barn:[a-z0-9-]{1,32}:(?:iam|sts)::(?:[\w-]|<[^<>\n]{1,64}>|\$?\{\{?[^{}\n]{1,64}\}?\}|\[[^[\]\n]{1,64}\]|%\w{1,64}%|[*?$]){0,80}:(?:[\w+=.@/*?$-]|<[^<>\n]{1,64}>|\$?\{\{?[^{}\n]{1,64}\}?\}|\[[^[\]\n]{1,64}\]|%\w{1,64}%){1,1200}/g;

/** Matches the labels of values. */
const LABEL =
  /(?:external|externe)[ _-]?id|mfa[ _-]?(?:serial(?:[ _-]?number)?|device|arn)|serial[ _-]?number|(?:role[ _-]?)?session[ _-]?name|(?:(?:max|role)[ _-]?)?(?:session[ _-]?)?duration(?:[ _-]?(?:in[ _-]?)?seconds)?|source[ _-]?profile|source[ _-]?identity|(?:aws[ _-]?)?account(?:[ _-]?(?:id|number|no\.?))?|(?:iam[ _-]?)?role[ _-]?name|(?:iam[ _-]?)?role|(?:aws[ _-]?)?region/gi;

/** Reads ARNs, links, and values with labels in a text without structure. */
export function readLooseText(text: string, findings: Findings): void {
  const plain = rolesInLinks(text, findings);
  const lines = plain.split('\n');
  const mentions: RoleMention[] = [];
  const labelledValues: LabelledValue[] = [];
  let paragraph = 0;
  let at = 0;
  for (const [line, content] of lines.entries()) {
    if (content.trim() === '') paragraph += 1;
    const place = { line, paragraph };
    for (const found of arnsIn(content)) {
      const after = /^,(?!arn:)[\w+=.@/:-]{1,1224}/.exec(content.slice(found.end)) ?? [''];
      if (after[0] !== '') findings.addUnused({ text: after[0].slice(1), kind: 'unclear' });
      const where = { ...place, at: at + found.at };
      const read = roleArnOf(found.arn);
      if (read.kind === 'arn')
        mentions.push({ ...where, roleArn: read.arn, prefix: prefixBefore(content, found.at) });
      else if (isMfaDevice(found.arn))
        labelledValues.push({ ...where, field: 'mfaSerial', value: found.arn, prefix: '' });
      else findings.addUnused(read);
    }
    if (demandsMfa(content)) {
      labelledValues.push({ ...place, field: 'mfa', value: 'required', prefix: '', at });
    }
    const labelled = labelledValuesIn(content, lines, line, findings);
    for (const labelledValue of [...labelled, ...statedNames(content, labelled)]) {
      labelledValues.push({ ...place, ...labelledValue, at: at + labelledValue.at });
    }
    at += content.length + 1;
  }
  addOtherNames(mentions, labelledValues, findings);
  findings.addMentions([...mentions, ...namedRoles(mentions, labelledValues)], labelledValues);
}

type FoundValue = Pick<LabelledValue, 'field' | 'value' | 'prefix' | 'at'>;

/** Matches a role in a sentence, such as "our role Reader in account 111122223333". */
const STATED_NAME =
  /\b(?:role|rolle)\s{1,9}(?:(?:named|called|namens)\s{1,9})?["'`“„*]{0,2}([\w+=.@/-]{1,64})["'`“”*]{0,2},?\s{1,9}(?:in|of|from|im|aus|von)\s{1,9}(?:[a-z]{1,9}\s{1,9}){0,3}(?:account|konto)\b(?:\s{1,9}(\d{12})\b)?/gi;

/** Matches words between "role" and "in account" that are not names of roles. */
const VERB =
  /^(?:is|lives?|exists?|located|defined|created|resides?|sits|ist|liegt|lebt|arn|names?|here|there)$/i;

/**
 * Returns the names and accounts of roles in sentences. Leaves out a value if a label on the line
 * has the same value.
 */
function statedNames(line: string, labelled: readonly FoundValue[]): readonly FoundValue[] {
  return [...line.matchAll(STATED_NAME)].flatMap(({ 1: name = '', 2: account = '', index: at }) => {
    if (VERB.test(name)) return [];
    const stated = [['roleName', name] as const, ['account', account] as const];
    return stated.flatMap(([field, text]) => {
      const value = valueOfField(field, text);
      const isKnown = labelled.some(
        (labelledValue) => labelledValue.field === field && labelledValue.value === value,
      );
      return value === null || isKnown ? [] : [{ field, value, prefix: '', at }];
    });
  });
}

/** Reports a role name as unused if the text has ARNs, but none with this name. */
function addOtherNames(
  mentions: readonly RoleMention[],
  labelledValues: readonly LabelledValue[],
  findings: Findings,
): void {
  if (mentions.length === 0) return;
  for (const { field, value } of labelledValues) {
    if (field !== 'roleName') continue;
    const isNamed = mentions.some(({ roleArn }) => roleArn.endsWith(`/${String(value)}`));
    if (!isNamed) findings.addUnused({ text: `role name ${value}`, kind: 'unclear' });
  }
}

/** Returns roles that are made from accounts and names, if the text has no ARN of a role. */
function namedRoles(
  mentions: readonly RoleMention[],
  labelledValues: readonly LabelledValue[],
): readonly RoleMention[] {
  if (mentions.length > 0) return [];
  const accounts = labelledValues.filter(({ field }) => field === 'account');
  const names = labelledValues.filter(({ field }) => field === 'roleName');
  const region = labelledValues.find(({ field }) => field === 'region')?.value;
  return accounts.flatMap((account, index) => {
    const name = names[accounts.length === names.length ? index : 0];
    if (name === undefined || (names.length !== accounts.length && names.length > 1)) return [];
    const roleArn = builtArn(
      String(account.value),
      String(name.value),
      region === undefined ? null : String(region),
    );
    return [{ ...account, roleArn }];
  });
}

interface FoundArn {
  readonly arn: string;
  readonly at: number;
  readonly end: number;
}

function arnsIn(line: string): readonly FoundArn[] {
  return [...line.matchAll(ARN)].map((found) => {
    // Punctuation at the end of a sentence is not part of a name. Markdown signs on both sides of
    // an ARN are not part of it either.
    const marks = trailing(line.slice(Math.max(0, found.index - 3), found.index), /[*_]/).length;
    const arn = withoutTrailing(found[0], STOP);
    const isMarked = marks > 0 && /[*_]/.test(arn.slice(-1));
    return {
      arn: isMarked ? withoutTrailing(arn.slice(0, -marks), STOP) : arn,
      at: found.index,
      end: found.index + found[0].length,
    };
  });
}

const STOP = /[.,:;?]/;

function isMfaDevice(arn: string): boolean {
  return /^arn:[^:]*:iam::\d+:mfa\//.test(arn);
}

/** Returns the prefix of an ARN's label, such as `prod` in `prod_role_arn = `. */
function prefixBefore(line: string, at: number): string {
  const before = withoutTrailing(line.slice(Math.max(0, at - 100), at), /["'`\s]/);
  const label = withoutTrailing(before, /[:=|]/);
  return label === before ? '' : prefixOf(trailing(withoutTrailing(label, /["'`*\s]/), /[\w.-]/));
}

function labelledValuesIn(
  content: string,
  lines: readonly string[],
  line: number,
  findings: Findings,
): readonly FoundValue[] {
  return [...content.matchAll(LABEL)].flatMap((found) => {
    const [suffix = ''] =
      SUFFIX.exec(content.slice(found.index + found[0].length).slice(0, 24)) ?? [];
    const end = found.index + found[0].length + suffix.length;
    if (/[a-z]/i.test(content.charAt(end))) return [];
    const before = trailing(content.slice(Math.max(0, found.index - 64), found.index), /[\w.-]/);
    const label = fieldOfLabel(before + found[0]);
    if (label === null) return [];
    const isAlone = content.slice(0, found.index).trim() === '';
    const given = valueAfter(
      { content, end, lines, line },
      {
        isAlone,
        isOption: before.startsWith('-'),
      },
    );
    if (given === null) return [];
    const value = given.text === null ? null : valueOfField(label.field, given.text);
    if (value !== null) return [{ ...label, value, at: found.index }];
    if (given.isExplicit && REPORTED_IF_INVALID.includes(label.field) && given.rest !== '') {
      findings.addUnused({ text: `${found[0]}: ${given.rest.slice(0, 80)}`, kind: 'invalid' });
    }
    return [];
  });
}

/** Matches the suffix that the AWS CDK adds to names of outputs. */
const SUFFIX = /^(?:Output|Value|Parameter|Param)?(?:(?=[A-F]{0,7}\d)[0-9A-F]{8})?(?![A-Za-z0-9])/;

/** Fields whose value is shown as unused if the field cannot have it. */
const REPORTED_IF_INVALID: readonly LabelField[] = [
  'externalId',
  'mfaSerial',
  'roleSessionName',
  'sourceIdentity',
];

/** What follows a label. */
interface AfterLabel {
  /** The value. Null if no value follows the label. */
  readonly text: string | null;
  /**
   * True if `:`, `=` or several spaces separate the label from the value, or if the label is an
   * option such as `--external-id`.
   */
  readonly isExplicit: boolean;
  /** The rest of the line after the separator. Empty if the line says that there is no value. */
  readonly rest: string;
}

/**
 * Matches what separates a label from its value: a character such as `:`, several spaces, or one
 * space that a verb may follow.
 */
const SEPARATOR =
  /^["'`*)\]_]{0,4}(?:\s{0,30}(?:[:=|]=?>?|->|→|⇒)[*_]{0,3}\s{0,30}|\s{1,9}[–—-]\s{1,9}|(\t\s{0,30}|\s{2,30})|\s((?:is|are|ist|lautet|set to):?\s{1,9})?)/;

/** The place where a label ends in a text. */
interface LabelPlace {
  /** The line with the label. */
  readonly content: string;
  /** The offset in `content` where the label ends. */
  readonly end: number;
  readonly lines: readonly string[];
  /** The index of the line in `lines`. */
  readonly line: number;
}

/**
 * Returns the value that follows a label. The value is after a separator such as `:` or `=`, after
 * a space if it cannot be an ordinary word, or on the next line.
 */
function valueAfter(
  { content, end, lines, line }: LabelPlace,
  { isAlone, isOption }: { readonly isAlone: boolean; readonly isOption: boolean },
): AfterLabel | null {
  const [taken = '', wide = '', said = ''] = SEPARATOR.exec(content.slice(end, end + 64)) ?? [];
  const isExplicit = wide !== '' || isOption || /[:=|>→⇒–—-]/.test(taken);
  const rest = content.slice(end + taken.length).replace(/^[*_]{1,3}(?=[\w"'`])/, '');
  if (rest.trim() === '' || /^[*_|]{1,3}$/.test(rest.trim())) {
    const next =
      isAlone || isExplicit
        ? (lines.slice(line + 1, line + 3).find((each) => each.trim() !== '') ?? '')
        : '';
    const token =
      /^\s{0,99}["'`*]{0,3}([\w+=,.@:/-]{2,1224})["'`*]{0,3}\s{0,9}(?:[.,;!?]{1,3}|\([^()\n]{0,80}\))?\s{0,9}$/.exec(
        next,
      )?.[1];
    return token === undefined
      ? null
      : { text: withoutTrailing(token, /[.,:;]/), isExplicit: false, rest: '' };
  }
  if (taken === '') return null;
  return valueAtStart(rest, isExplicit, { isStated: said !== '', isOption });
}

function valueAtStart(
  rest: string,
  isExplicit: boolean,
  { isStated, isOption }: { readonly isStated: boolean; readonly isOption: boolean },
): AfterLabel {
  const quoted = /^"([^"\n]{0,1300})"|^'([^'\n]{0,1300})'|^`([^`\n]{0,1300})`/.exec(rest);
  if (quoted !== null) {
    return { text: quoted[1] ?? quoted[2] ?? quoted[3] ?? '', isExplicit, rest };
  }
  const blank =
    /^(?:<[^<>\n]{1,64}>|\$\{[^{}\n]{1,64}\}|\{\{?[^{}\n]{1,64}\}\}?|\[[^[\]\n]{1,64}\]|%\w{1,64}%)/.exec(
      rest,
    );
  if (blank !== null) return { text: blank[0], isExplicit, rest };
  const [token = ''] = /^[\w+=,.@:/-]{1,1224}/.exec(rest) ?? [];
  const value = withoutTrailing(token, /[.,:;]/);
  if (/^(?:none|n\/?a|null|nil|keine|nicht|not|no|tbd|-+|required|optional)$/i.test(value)) {
    return { text: null, isExplicit, rest: '' };
  }
  const isWord = /^[A-Za-z]*$/.test(value);
  const isLast =
    !/[A-Za-z]/.test(rest.slice(token.length).replace(/^[.,;)\s*_|]*/, '')) || token !== value;
  const isTaken = value !== '' && (!isWord || isOption || ((isExplicit || isStated) && isLast));
  return { text: isTaken ? value : null, isExplicit, rest: value === '' ? '' : rest };
}

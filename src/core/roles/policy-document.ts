import { failed, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { PolicyProblem } from '../failures/failure.ts';

/** The roles that a policy document allows `sts:AssumeRole` on. */
export interface RolesInPolicy {
  readonly roleArns: readonly string[];
  /** The `sts:ExternalId` that the statement's Condition demands, where it has one. */
  readonly externalId: string | null;
}

/**
 * Reads a policy document as clients send it (IAM user guide, "IAM JSON policy elements"): Statement, Action and Resource as one or many, actions in
 * any case and with wildcards, NotAction. What it allows on wildcards is passed over where a concrete role stands beside it; without one
 * `policy-unusable` says what stands in the way. Several roles are returned as they are: who asks chooses.
 */
export function rolesInPolicy(text: string): Result<RolesInPolicy> {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return unusable({ why: 'not-json', message: error instanceof Error ? error.message : '' });
  }
  const roleArns = new Set<string>();
  const externalIds = new Set<string | null>();
  const problems: PolicyProblem[] = [];
  for (const statement of many(field(document, 'Statement'))) {
    if (!allowsAssumeRole(statement)) continue;
    const resources = texts(field(statement, 'Resource'));
    for (const resource of resources) {
      const problem = problemOf(resource);
      if (problem !== null) {
        problems.push(problem);
        continue;
      }
      roleArns.add(resource);
      externalIds.add(externalIdOf(statement));
    }
    // NotResource allows everything else: as good as a wildcard.
    const excluded = texts(field(statement, 'NotResource'))[0];
    if (resources.length === 0 && excluded !== undefined) {
      problems.push({ why: 'wildcard', resource: `NotResource ${excluded}` });
    }
  }
  if (roleArns.size === 0) return unusable(worst(problems));
  const externalId = externalIds.size === 1 ? ([...externalIds][0] ?? null) : null;
  const placeholder = externalId === null ? null : placeholderIn(externalId);
  if (placeholder !== null) return unusable({ why: 'placeholder', placeholder });
  return ok({ roleArns: [...roleArns], externalId });
}

function unusable(reason: PolicyProblem): Result<never> {
  return failed({ kind: 'policy-unusable', reason });
}

/** The one that says most about what to ask the sender for. */
function worst(problems: readonly PolicyProblem[]): PolicyProblem {
  for (const why of ['placeholder', 'wildcard', 'not-a-role'] as const) {
    const found = problems.find((problem) => problem.why === why);
    if (found !== undefined) return found;
  }
  return { why: 'no-assume-role' };
}

function allowsAssumeRole(statement: unknown): boolean {
  const effect = field(statement, 'Effect');
  if (typeof effect !== 'string' || effect.toLowerCase() !== 'allow') return false;
  const actions = texts(field(statement, 'Action'));
  if (actions.length > 0) return actions.some(coversAssumeRole);
  const excluded = texts(field(statement, 'NotAction'));
  return excluded.length > 0 && !excluded.some(coversAssumeRole);
}

/** Actions are compared without case; `*` and `?` stand for any text and any one character. */
function coversAssumeRole(action: string): boolean {
  return matchesWildcards(action.trim().toLowerCase(), 'sts:assumerole');
}

/** Not by a regular expression made of the pattern, which can take for ever. */
function matchesWildcards(pattern: string, text: string): boolean {
  let [at, from, star, resume] = [0, 0, -1, 0];
  while (at < text.length) {
    if (pattern[from] === '*') {
      star = from;
      from += 1;
      resume = at;
    } else if (pattern[from] === '?' || pattern[from] === text[at]) {
      from += 1;
      at += 1;
    } else if (star >= 0) {
      // The last `*` stands for one character more.
      resume += 1;
      at = resume;
      from = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(from));
}

function problemOf(resource: string): PolicyProblem | null {
  const placeholder = placeholderIn(resource);
  if (placeholder !== null) return { why: 'placeholder', placeholder };
  if (/[*?]/.test(resource)) return { why: 'wildcard', resource };
  const account = /^arn:[a-z0-9-]+:iam::([^:]*):role\/.+$/.exec(resource)?.[1];
  if (account === undefined) return { why: 'not-a-role', resource };
  // ACCOUNT_ID, xxxxxxxxxxxx: a blank that the sender left open.
  return /^\d*$/.test(account) ? null : { why: 'placeholder', placeholder: account };
}

/** `<ACCOUNT_ID>`, `${AccountId}`, `{{account}}`, `[account]`, `%ACCOUNT%` */
export function placeholderIn(text: string): string | null {
  return /<[^<>]*>|\$\{[^{}]*\}|\{\{?[^{}]*\}\}?|\[[^[\]]*\]|%[A-Za-z_]+%/.exec(text)?.[0] ?? null;
}

/** The one value that `StringEquals` demands of `sts:ExternalId`; null where none or several are named. */
function externalIdOf(statement: unknown): string | null {
  const values = new Set<string>();
  for (const [operator, keys] of entries(field(statement, 'Condition'))) {
    if (!/^(?:foranyvalue:)?stringequals(?:ifexists)?$/i.test(operator)) continue;
    for (const value of texts(field(keys, 'sts:ExternalId'))) values.add(value);
  }
  return values.size === 1 ? ([...values][0] ?? null) : null;
}

/** A member by its name in any case: hand-written policies come with `statement` and `sts:externalid` too. */
function field(object: unknown, name: string): unknown {
  const wanted = name.toLowerCase();
  return entries(object).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

function entries(object: unknown): readonly (readonly [string, unknown])[] {
  return typeof object === 'object' && object !== null && !Array.isArray(object) ? Object.entries(object) : [];
}

function many(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function texts(value: unknown): readonly string[] {
  return many(value)
    .filter((each) => typeof each === 'string')
    .map((each) => each.trim());
}

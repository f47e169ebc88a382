import type { RoleDraft } from '../role-draft.ts';
import { isLiteral } from './glob.ts';
import { withoutUndefined } from './without-undefined.ts';

/** What the Condition of a policy demands from an AssumeRole call. */
export type Demand =
  /** The MFA code may be at most `maxAgeSeconds` old. Null means any age. */
  | { readonly kind: 'mfa'; readonly maxAgeSeconds: number | null }
  /**
   * The call must have one of these values, which may be patterns. An empty list means any value.
   */
  | {
      readonly kind: 'external-id' | 'session-name' | 'source-identity';
      readonly values: readonly string[];
    }
  | { readonly kind: 'tag'; readonly key: string; readonly values: readonly string[] }
  /** A condition that no field of a role can meet, as one line of text. */
  | { readonly kind: 'other'; readonly text: string };

/** One line of a Condition, which has an operator, a key and its values. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Returns the demands of an Allow statement. */
export function demandsOf(conditions: readonly Condition[]): readonly Demand[] {
  return conditions.map(demandOf);
}

/**
 * Returns the demands of a Deny statement: the opposite of its condition. Several conditions become
 * one demand of the kind `other`, because AWS denies a call only if all of them are met.
 */
export function demandsOfDenial(conditions: readonly Condition[]): readonly Demand[] {
  const [only, second] = conditions;
  const opposite = only === undefined || second !== undefined ? null : oppositeOf(only);
  if (opposite !== null) return [demandOf(opposite)];
  return [{ kind: 'other', text: `Deny ${conditions.map(conditionText).join('; ')}` }];
}

type DemandedFields = Pick<RoleDraft, 'externalId' | 'roleSessionName' | 'sourceIdentity' | 'tags'>;

/** Returns the fields for which the demands allow exactly one value. */
export function fieldsOf(demands: readonly Demand[]): DemandedFields {
  const only = (kind: 'external-id' | 'session-name' | 'source-identity'): string | undefined => {
    const values = new Set(
      demands.flatMap((demand) => (demand.kind === kind ? demand.values : [])),
    );
    const [value] = values;
    return values.size === 1 && value !== undefined && isLiteral(value) ? value : undefined;
  };
  const tags = demands.flatMap((demand) => {
    const [value] = demand.kind === 'tag' ? demand.values : [];
    const isOne = demand.kind === 'tag' && demand.values.length === 1 && value !== undefined;
    return isOne && isLiteral(value) ? [{ key: demand.key, value }] : [];
  });
  return withoutUndefined<DemandedFields>({
    externalId: only('external-id'),
    roleSessionName: only('session-name'),
    sourceIdentity: only('source-identity'),
    tags: tags.length === 0 ? undefined : tags,
  });
}

function demandOf(condition: Condition): Demand {
  const { values } = condition;
  const operator = plainOperator(condition.operator);
  const key = condition.key.toLowerCase();
  const other: Demand = { kind: 'other', text: conditionText(condition) };
  // `"Null": "false"` means that the request must have the key.
  const mustBePresent =
    operator === 'null' && values.every((value) => value.toLowerCase() === 'false');
  const isText = /^string(?:equals|like|equalsignorecase)$/.test(operator);
  if (key === 'aws:multifactorauthpresent') {
    const isTrue = operator === 'bool' && values.every((value) => value.toLowerCase() === 'true');
    return isTrue || mustBePresent ? { kind: 'mfa', maxAgeSeconds: null } : other;
  }
  if (key === 'aws:multifactorauthage') {
    if (mustBePresent) return { kind: 'mfa', maxAgeSeconds: null };
    const seconds = Number(values[0]);
    const isLimit = /^numericlessthan(?:equals)?$/.test(operator) && Number.isFinite(seconds);
    return isLimit ? { kind: 'mfa', maxAgeSeconds: seconds } : other;
  }
  if (!isText && !mustBePresent) return other;
  const wanted = mustBePresent ? [] : values;
  const kind = KINDS[key];
  if (kind !== undefined) return { kind, values: wanted };
  const [, tag] = /^aws:requesttag\/(.+)$/i.exec(condition.key) ?? [];
  if (tag !== undefined) return { kind: 'tag', key: tag, values: wanted };
  const [tagKey] = values;
  const isTagNeeded = key === 'aws:tagkeys' && /^foranyvalue:/i.test(condition.operator);
  if (isTagNeeded && values.length === 1 && tagKey !== undefined) {
    return { kind: 'tag', key: tagKey, values: [] };
  }
  return other;
}

const KINDS: Readonly<Record<string, 'external-id' | 'session-name' | 'source-identity'>> = {
  'sts:externalid': 'external-id',
  'sts:rolesessionname': 'session-name',
  'sts:sourceidentity': 'source-identity',
};

/** Returns the operator in lower case, without `ForAnyValue:`, `ForAllValues:` and `IfExists`. */
function plainOperator(operator: string): string {
  return operator
    .trim()
    .toLowerCase()
    .replace(/^for(?:any|all)values?:/, '')
    .replace(/ifexists$/, '');
}

const OPPOSITES: Readonly<Record<string, string>> = {
  stringnotequals: 'StringEquals',
  stringnotlike: 'StringLike',
  stringnotequalsignorecase: 'StringEqualsIgnoreCase',
  numericgreaterthan: 'NumericLessThanEquals',
  numericgreaterthanequals: 'NumericLessThan',
};

function oppositeOf(condition: Condition): Condition | null {
  const operator = plainOperator(condition.operator);
  const opposite = OPPOSITES[operator];
  if (opposite !== undefined) return { ...condition, operator: opposite };
  const [value = ''] = condition.values;
  if ((operator !== 'bool' && operator !== 'null') || condition.values.length !== 1) return null;
  return { ...condition, values: [value.toLowerCase() === 'true' ? 'false' : 'true'] };
}

function conditionText({ operator, key, values }: Condition): string {
  return `${operator} ${key}: ${values.join(', ')}`;
}

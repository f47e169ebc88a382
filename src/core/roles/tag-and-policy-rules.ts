import type { FieldRule } from '../field-rule.ts';
import type { SessionTag } from '../ports/sts.ts';

interface TagsAndPolicies {
  readonly roleArn: string;
  readonly tags?: readonly SessionTag[] | undefined;
  readonly transitiveTagKeys?: readonly string[] | undefined;
  readonly policy?: string | undefined;
  readonly policyArns?: readonly string[] | undefined;
}

/** A rule that a session tag or a session policy breaks. */
export interface BrokenTagOrPolicy {
  readonly field: 'tag' | 'transitive-tag-key' | 'policy' | 'policy-arn';
  readonly rule: FieldRule;
  /**
   * True for a limit of AWS, which other servers may not have. False for a rule that every server
   * needs to read the request.
   */
  readonly isLimit: boolean;
}

const MAX_TAGS = 50;
const MAX_POLICIES = 10;
const MAX_POLICY_CHARACTERS = 2048;
const TAG_KEY = { min: 1, max: 128 };
const TAG_VALUE = { min: 0, max: 256 };
const TAG_CHARACTERS = 'letters, numbers, spaces and _ . : / = + - @';
const POLICY_TEXT = /^[\t\n\r\u0020-\u00ff]+$/;
const POLICY_CHARACTERS = 'those of Latin-1 (U+0020 to U+00FF), tabs and line ends';

/**
 * Yields the rules of STS that session tags and session policies break, in the order of the fields
 * (STS API reference, AssumeRole and Tag; IAM user guide, "Passing session tags in AWS STS";
 * patterns: botocore data sts/2011-06-15/service-2). Their packed size is not checked, because only
 * STS knows it.
 */
export function* brokenTagAndPolicyRules(role: TagsAndPolicies): Generator<BrokenTagOrPolicy> {
  yield* brokenTags(role.tags ?? []);
  yield* brokenTransitiveKeys(role.transitiveTagKeys ?? [], role.tags ?? []);
  yield* brokenPolicies(role);
}

function isTagText(text: string): boolean {
  return /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text);
}

function* brokenTags(tags: readonly SessionTag[]): Generator<BrokenTagOrPolicy> {
  const field = 'tag';
  if (tags.length > MAX_TAGS)
    yield { field, rule: { kind: 'count', max: MAX_TAGS }, isLimit: true };
  const seen = new Set<string>();
  for (const { key, value } of tags) {
    const inKey = (broken: FieldRule): FieldRule => ({
      kind: 'item',
      part: 'key',
      item: key,
      broken,
    });
    const inValue = (broken: FieldRule): FieldRule => ({
      kind: 'item',
      part: 'value',
      item: value,
      broken,
    });
    const characters: FieldRule = { kind: 'characters', allowed: TAG_CHARACTERS };
    if (key === '') yield { field, rule: inKey({ kind: 'length', ...TAG_KEY }), isLimit: false };
    if (!isTagText(key)) yield { field, rule: inKey(characters), isLimit: false };
    if (!isTagText(value)) yield { field, rule: inValue(characters), isLimit: false };
    if (lengthOf(key) > TAG_KEY.max)
      yield { field, rule: inKey({ kind: 'length', ...TAG_KEY }), isLimit: true };
    if (lengthOf(value) > TAG_VALUE.max)
      yield { field, rule: inValue({ kind: 'length', ...TAG_VALUE }), isLimit: true };
    if (/^aws:/i.test(key))
      yield { field, rule: inKey({ kind: 'prefix', prefix: 'aws:' }), isLimit: true };
    if (seen.has(key.toLowerCase())) yield { field, rule: inKey({ kind: 'twice' }), isLimit: true };
    seen.add(key.toLowerCase());
  }
}

function* brokenTransitiveKeys(
  keys: readonly string[],
  tags: readonly SessionTag[],
): Generator<BrokenTagOrPolicy> {
  const field = 'transitive-tag-key';
  if (keys.length > MAX_TAGS)
    yield { field, rule: { kind: 'count', max: MAX_TAGS }, isLimit: true };
  const known = new Set(tags.map(({ key }) => key.toLowerCase()));
  const seen = new Set<string>();
  for (const key of keys) {
    const inKey = (broken: FieldRule): FieldRule => ({
      kind: 'item',
      part: 'key',
      item: key,
      broken,
    });
    if (!known.has(key.toLowerCase()))
      yield { field, rule: inKey({ kind: 'among-tags' }), isLimit: false };
    if (seen.has(key.toLowerCase())) yield { field, rule: inKey({ kind: 'twice' }), isLimit: true };
    seen.add(key.toLowerCase());
  }
}

function* brokenPolicies({
  roleArn,
  policy,
  policyArns = [],
}: TagsAndPolicies): Generator<BrokenTagOrPolicy> {
  if (policy !== undefined) {
    const field = 'policy';
    if (!isJsonObject(policy)) yield { field, rule: { kind: 'json-object' }, isLimit: false };
    if (!POLICY_TEXT.test(policy)) {
      yield { field, rule: { kind: 'characters', allowed: POLICY_CHARACTERS }, isLimit: false };
    }
  }
  const field = 'policy-arn';
  if (policyArns.length > MAX_POLICIES)
    yield { field, rule: { kind: 'count', max: MAX_POLICIES }, isLimit: true };
  const seen = new Set<string>();
  for (const arn of policyArns) {
    const inArn = (broken: FieldRule): FieldRule => ({
      kind: 'item',
      part: 'item',
      item: arn,
      broken,
    });
    if (!/^[\x21-\x7e]+$/.test(arn))
      yield { field, rule: inArn({ kind: 'policy-arn' }), isLimit: false };
    if (!isManagedPolicyFor(arn, roleArn))
      yield { field, rule: inArn({ kind: 'policy-arn' }), isLimit: true };
    if (seen.has(arn)) yield { field, rule: inArn({ kind: 'twice' }), isLimit: true };
    seen.add(arn);
  }
  const length = [policy ?? '', ...policyArns].reduce((sum, text) => sum + text.length, 0);
  if (length > MAX_POLICY_CHARACTERS) {
    const rule: FieldRule = { kind: 'policies-length', max: MAX_POLICY_CHARACTERS, length };
    yield { field: policy === undefined ? field : 'policy', rule, isLimit: true };
  }
}

/**
 * Returns true for a managed policy of AWS or of the role's account. Its partition must be the
 * role's.
 */
function isManagedPolicyFor(arn: string, roleArn: string): boolean {
  const match =
    /^arn:([a-z0-9-]+):iam::(aws|\d{12}):policy\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]{1,128}$/.exec(arn);
  const [, partition, , , account] = roleArn.split(':');
  return (
    match !== null &&
    arn.length <= MAX_POLICY_CHARACTERS &&
    match[1] === partition &&
    [account, 'aws'].includes(match[2])
  );
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Returns the length as AWS counts it, in Unicode code points. */
function lengthOf(text: string): number {
  return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, '_').length;
}

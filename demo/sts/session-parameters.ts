import type { Principal, RoleAccount } from './accounts.ts';
import type { Inherited, SessionTag } from './inherited.ts';
import type { Refusal, Verdict } from './refusal.ts';
import { accessDenied, grant, refuse, validationError } from './refusal.ts';

/** What AssumeRole can add to a session. */
export interface SessionParameters {
  readonly tags: readonly SessionTag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | null;
  readonly policy: string | null;
  readonly policyArns: readonly string[];
}

/** The limit for a session policy and policy ARNs together, in plaintext characters. */
const MAX_POLICY_CHARACTERS = 2048;

/** Reads the lists of the query protocol, such as `Tags.member.1.Key`. */
export function sessionParametersIn(form: URLSearchParams): SessionParameters {
  return {
    tags: indexes(form, /^Tags\.member\.(\d+)\.Key$/).map((index) => ({
      key: form.get(`Tags.member.${index}.Key`) ?? '',
      value: form.get(`Tags.member.${index}.Value`) ?? '',
    })),
    transitiveTagKeys: indexes(form, /^TransitiveTagKeys\.member\.(\d+)$/).map(
      (index) => form.get(`TransitiveTagKeys.member.${index}`) ?? '',
    ),
    sourceIdentity: form.get('SourceIdentity'),
    policy: form.get('Policy'),
    policyArns: indexes(form, /^PolicyArns\.member\.(\d+)\.arn$/).map(
      (index) => form.get(`PolicyArns.member.${index}.arn`) ?? '',
    ),
  };
}

/**
 * Returns what is wrong with the parameters, or null. The limits are from the STS API reference
 * (AssumeRole and Tag), the patterns from botocore (data sts/2011-06-15/service-2).
 */
export function sessionParametersTrouble(
  parameters: SessionParameters,
  roleArn: string,
): Refusal | null {
  const { tags, transitiveTagKeys, policy, policyArns } = parameters;
  if (tags.length > 50)
    return constraint('tags', 'Member must have length less than or equal to 50');
  if (transitiveTagKeys.length > 50) {
    return constraint('transitiveTagKeys', 'Member must have length less than or equal to 50');
  }
  for (const [index, { key, value }] of tags.entries()) {
    const at = `tags.${index + 1}.member`;
    const broken =
      textTrouble(`${at}.key`, key, { min: 1, max: 128 }) ??
      textTrouble(`${at}.value`, value, { min: 0, max: 256 });
    if (broken !== null) return broken;
    if (/^aws:/i.test(key)) return validationError(`Tag keys may not begin with aws: (${key})`);
  }
  const keys = tags.map(({ key }) => key.toLowerCase());
  if (new Set(keys).size < keys.length) {
    return {
      code: 'InvalidParameterValue',
      message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      status: 400,
    };
  }
  const unknownKey = transitiveTagKeys.find((key) => !keys.includes(key.toLowerCase()));
  if (unknownKey !== undefined) {
    return validationError(
      `The specified transitive tag key must be included in the requested tags: ${unknownKey}`,
    );
  }
  return policyTrouble(policy, policyArns, roleArn);
}

/**
 * Checks the rules of IAM and of the calling session. Returns what the new session passes on to the
 * sessions it starts, including the caller's transitive tags.
 */
export function inherit(
  parameters: SessionParameters,
  caller: Principal,
  role: RoleAccount,
): Verdict<Inherited> {
  const { tags, transitiveTagKeys, sourceIdentity } = parameters;
  const deny = (action: string) =>
    refuse(
      accessDenied(
        `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${role.roleArn}`,
      ),
    );
  const allowed = role.alsoTrusts ?? ['sts:TagSession', 'sts:SetSourceIdentity'];
  const { transitiveTags: before, sourceIdentity: identityBefore } = caller.inherited;
  if (tags.length + before.length > 0 && !allowed.includes('sts:TagSession'))
    return deny('sts:TagSession');
  if ((sourceIdentity ?? identityBefore) !== null && !allowed.includes('sts:SetSourceIdentity')) {
    return deny('sts:SetSourceIdentity');
  }
  if (identityBefore !== null && sourceIdentity !== null && sourceIdentity !== identityBefore) {
    return deny('sts:SetSourceIdentity');
  }
  const inheritedKeys = before.map(({ key }) => key.toLowerCase());
  const overridden = tags.find(({ key }) => inheritedKeys.includes(key.toLowerCase()));
  if (overridden !== undefined) {
    // AWS documents this failure, but not its message.
    return refuse(
      validationError(`The tag ${overridden.key} is inherited from the calling session`),
    );
  }
  const transitive = transitiveTagKeys.map((key) => key.toLowerCase());
  return grant({
    transitiveTags: [
      ...before,
      ...tags.filter(({ key }) => transitive.includes(key.toLowerCase())),
    ],
    sourceIdentity: sourceIdentity ?? identityBefore,
  });
}

function policyTrouble(
  policy: string | null,
  policyArns: readonly string[],
  roleArn: string,
): Refusal | null {
  if (policyArns.length > 10)
    return validationError('PolicyArns: no more than 10 managed policies can be given');
  const [, partition = '', , , account = ''] = roleArn.split(':');
  const starts = ['aws', account].map((owner) => `arn:${partition}:iam::${owner}:policy/`);
  const foreignArn = policyArns.find(
    (arn) => !starts.some((start) => arn.startsWith(start) && arn.length > start.length),
  );
  if (foreignArn !== undefined)
    return validationError(`${foreignArn} is not a managed policy of account ${account}`);
  if (policy !== null && !/^[\t\n\r\u0020-\u00ff]+$/.test(policy)) {
    return constraint(
      'policy',
      'Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
    );
  }
  const length = [policy ?? '', ...policyArns].reduce((sum, text) => sum + text.length, 0);
  if (length > MAX_POLICY_CHARACTERS)
    return constraint('policy', 'Member must have length less than or equal to 2048');
  return policy === null || isStatement(policy)
    ? null
    : {
        code: 'MalformedPolicyDocument',
        message: 'This policy contains invalid Json',
        status: 400,
      };
}

function isStatement(policy: string): boolean {
  try {
    const document: unknown = JSON.parse(policy);
    return typeof document === 'object' && document !== null && 'Statement' in document;
  } catch {
    return false;
  }
}

function textTrouble(
  field: string,
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
) {
  if (text.length < min)
    return constraint(field, `Member must have length greater than or equal to ${min}`);
  if (text.length > max)
    return constraint(field, `Member must have length less than or equal to ${max}`);
  return /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text)
    ? null
    : constraint(
        field,
        'Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*',
      );
}

function constraint(field: string, words: string): Refusal {
  return validationError(
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: ${words}`,
  );
}

function indexes(form: URLSearchParams, name: RegExp): readonly string[] {
  return [...form.keys()]
    .flatMap((key) => name.exec(key)?.[1] ?? [])
    .sort((a, b) => Number(a) - Number(b));
}

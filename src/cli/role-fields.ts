import type { MfaMode, RoleChanges } from '../core/roles/role-draft.ts';
import { failed, ok } from '../core/result.ts';
import type { Result } from '../core/result.ts';
import { parseTag } from '../core/roles/session-tag.ts';

/** The options of `role add` and `role set` that are fields of a role. */
export const roleFieldFlags = {
  'role-arn': 'value',
  'source-profile': 'value',
  profile: 'value',
  'external-id': 'value',
  'session-name': 'value',
  duration: 'value',
  'mfa-serial': 'value',
  region: 'value',
  endpoint: 'value',
  mfa: 'value',
  tag: 'values',
  'transitive-tag-key': 'values',
  'source-identity': 'value',
  policy: 'value',
  'policy-arn': 'values',
  group: 'value',
  pin: 'switch',
} as const;

export type RoleFieldFlags = {
  readonly [Flag in keyof typeof roleFieldFlags]?: FlagValues[(typeof roleFieldFlags)[Flag]];
};

interface FlagValues {
  readonly value: string;
  readonly values: readonly string[];
  readonly switch: true;
}

const mfaModes = ['session', 'each-time'] as const satisfies readonly MfaMode[];

/**
 * The fields that were given; an empty value is null, and `role set` takes it as "remove". What is given several times replaces all that stood
 * there. `policy` is the text of the document that `--policy` names. `field-invalid` where a value is not of its field's form.
 */
export function roleFields(
  flags: RoleFieldFlags,
  policy: string | null,
): Result<Omit<RoleChanges, 'name'>> {
  const duration = flags.duration;
  if (duration !== undefined && duration !== '' && !/^[0-9]{1,15}$/.test(duration)) {
    return failed({ kind: 'field-invalid', field: 'duration', rule: { rule: 'whole-number' } });
  }
  const mode = mfaModes.find((each) => each === flags.mfa);
  if (flags.mfa !== undefined && flags.mfa !== '' && mode === undefined) {
    return failed({
      kind: 'field-invalid',
      field: 'mfa',
      rule: { rule: 'one-of', options: mfaModes },
    });
  }
  const tags = filled(flags.tag)?.map(parseTag);
  if (tags?.includes(null) === true) {
    return failed({ kind: 'field-invalid', field: 'tag', rule: { rule: 'key-value' } });
  }
  return ok({
    ...given('roleArn', flags['role-arn']),
    ...given('sourceProfile', flags['source-profile']),
    ...given('targetProfile', flags.profile),
    ...given('externalId', flags['external-id']),
    ...given('roleSessionName', flags['session-name']),
    ...given('mfaSerial', flags['mfa-serial']),
    ...given('region', flags.region),
    ...given('endpoint', flags.endpoint),
    ...(flags.mfa === undefined ? {} : { mfa: mode ?? null }),
    ...(tags === undefined ? {} : { tags: tags.filter((tag) => tag !== null) }),
    ...(flags['transitive-tag-key'] === undefined
      ? {}
      : { transitiveTagKeys: filled(flags['transitive-tag-key']) ?? [] }),
    ...given('sourceIdentity', flags['source-identity']),
    ...given('policy', flags.policy === '' ? '' : (policy ?? undefined)),
    ...(flags['policy-arn'] === undefined ? {} : { policyArns: filled(flags['policy-arn']) ?? [] }),
    ...given('group', flags.group),
    ...(flags.pin === undefined ? {} : { pinned: true }),
    ...(duration === undefined
      ? {}
      : { durationSeconds: duration === '' ? null : Number(duration) }),
  });
}

/** An empty value among several is none: alone it empties the list. */
function filled(values: readonly string[] | undefined): readonly string[] | undefined {
  return values?.filter((value) => value !== '');
}

function given<Field extends string>(
  field: Field,
  value: string | undefined,
): { readonly [F in Field]?: string | null } {
  if (value === undefined) return {};
  return { [field]: value === '' ? null : value } as { readonly [F in Field]?: string | null };
}

import type { RoleChanges } from '../core/roles/role-draft.ts';
import { failed, ok } from '../core/result.ts';
import type { Result } from '../core/result.ts';

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
} as const;

export type RoleFieldFlags = { readonly [Flag in keyof typeof roleFieldFlags]?: string };

/** The fields that were given; an empty value is null, and `role set` takes it as "remove". `field-invalid` where the duration is no number. */
export function roleFields(flags: RoleFieldFlags): Result<Omit<RoleChanges, 'name'>> {
  const duration = flags.duration;
  if (duration !== undefined && duration !== '' && !/^[0-9]{1,15}$/.test(duration)) {
    return failed({ kind: 'field-invalid', field: 'duration', rule: { rule: 'whole-number' } });
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
    ...(duration === undefined ? {} : { durationSeconds: duration === '' ? null : Number(duration) }),
  });
}

function given<Field extends string>(
  field: Field,
  value: string | undefined,
): { readonly [F in Field]?: string | null } {
  if (value === undefined) return {};
  return { [field]: value === '' ? null : value } as { readonly [F in Field]?: string | null };
}

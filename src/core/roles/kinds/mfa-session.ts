import { partitionOf } from '../../aws-config/partition.ts';
import { type KindFields, type RoleWith, sharedFields } from '../role-fields.ts';
import { brokenField, type RoleFindings } from './role-finding.ts';
import {
  durationRules,
  endpointRules,
  groupRules,
  isAtAws,
  mfaSerialRules,
  nameRules,
  regionRules,
  sourceRules,
} from './shared-rules.ts';

const fields = {
  ...sharedFields,
  sourceProfile: 'default',
  mfaSerial: 'required',
  durationSeconds: 'none',
  endpoint: 'none',
} as const satisfies KindFields;

type MfaSessionRole = RoleWith<'mfa-session', typeof fields>;

/** Limits in seconds (STS API reference, GetSessionToken). */
const DURATION = { min: 900, max: 129_600 } as const;

/** The session of an IAM user who entered an MFA code. */
export const mfaSession = {
  fields,
  digest: ['mfaSerial', 'durationSeconds', 'sourceProfile', 'region', 'endpoint'],
  hasConsole: false,
  rules: mfaSessionRules,
} as const;

function* mfaSessionRules(role: MfaSessionRole): RoleFindings {
  yield* nameRules(role);
  yield* sourceRules(role);
  yield* endpointRules(role);
  if (role.mfaSerial === '') yield brokenField('mfa-serial', { kind: 'required' });
  yield* mfaSerialRules(role.mfaSerial);
  yield* groupRules(role);
  if (role.durationSeconds !== undefined) yield* durationRules(role.durationSeconds, DURATION);
  const partition = partitionOf(role.mfaSerial)?.id ?? null;
  yield* regionRules('region', role.region, partition, isAtAws(role.endpoint));
}

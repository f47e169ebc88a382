import { partitionOfRegion } from '../../aws-config/partition.ts';
import { type KindFields, type RoleWith, sharedFields } from '../role-fields.ts';
import { brokenField, type RoleFindings } from './role-finding.ts';
import {
  browserRules,
  groupRules,
  nameRules,
  regionRules,
  sectionNameRules,
  type TextRule,
  textRules,
} from './shared-rules.ts';

const fields = {
  ...sharedFields,
  ssoSession: 'none',
  startUrl: 'none',
  ssoRegion: 'none',
  accountId: 'required',
  permissionSet: 'required',
  browser: 'none',
} as const satisfies KindFields;

type PermissionSetRole = RoleWith<'identity-center', typeof fields>;

/** The name of a permission set (IAM Identity Center API reference, PermissionSet). */
const PERMISSION_SET: TextRule = {
  min: 1,
  max: 32,
  pattern: /^[\w+=,.@-]*$/,
  allowed: 'A-Z a-z 0-9 _ + = , . @ -',
};

/**
 * Matches start URLs such as `https://d-1234567890.awsapps.com/start`. Newer forms may end with
 * `#/`.
 */
const START_URL =
  /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:\/[\w\-.~%/]*)?(?:#\/?)?$/i;

/** A permission set of IAM Identity Center in one account. */
export const identityCenter = {
  fields,
  digest: ['ssoSession', 'startUrl', 'ssoRegion', 'accountId', 'permissionSet', 'region'],
  hasConsole: true,
  rules: permissionSetRules,
} as const;

function* permissionSetRules(role: PermissionSetRole): RoleFindings {
  yield* nameRules(role);
  yield* signInRules(role);
  if (!/^\d{12}$/.test(role.accountId))
    yield brokenField('account', { kind: role.accountId === '' ? 'required' : 'account' });
  yield* textRules('permission-set', role.permissionSet, PERMISSION_SET);
  yield* browserRules(role);
  yield* groupRules(role);
  const partition = partitionOfRegion(role.ssoRegion ?? '')?.id ?? null;
  yield* regionRules('region', role.region, partition, true);
}

/** Checks the sign-in, which is an `sso-session` or a start URL with its region. */
function* signInRules({ ssoSession, startUrl, ssoRegion }: PermissionSetRole): RoleFindings {
  const excluded = { kind: 'excluded-by', other: 'sso-session' } as const;
  if (ssoSession === undefined) {
    if (startUrl === undefined)
      yield brokenField('sso-session', { kind: 'required-or', other: 'start-url' });
    if (!START_URL.test(startUrl ?? '')) yield brokenField('start-url', { kind: 'start-url' });
    if (ssoRegion === undefined) yield brokenField('sso-region', { kind: 'required' });
  } else {
    yield* sectionNameRules('sso-session', ssoSession);
    if (startUrl !== undefined) yield brokenField('start-url', excluded);
    if (ssoRegion !== undefined) yield brokenField('sso-region', excluded);
  }
  yield* regionRules('sso-region', ssoRegion, null, true);
}

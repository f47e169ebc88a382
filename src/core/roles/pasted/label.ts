import { placeholderIn } from './placeholder.ts';
import { plainName } from './statement.ts';

/** What a label names: a field of a role, or a part of a role's ARN. */
export type LabelField =
  | 'externalId'
  | 'mfaSerial'
  | 'roleSessionName'
  | 'durationSeconds'
  | 'region'
  | 'sourceProfile'
  | 'sourceIdentity'
  | 'account'
  | 'roleName'
  /** The label says that MFA is required. */
  | 'mfa';

/**
 * Endings of labels in lower case, without `_`, `-` and spaces. If one ending is the end of
 * another, the longer one comes first.
 */
const ENDINGS: readonly (readonly [string, LabelField])[] = [
  ['externalid', 'externalId'],
  ['externeid', 'externalId'],
  ['mfaserialnumber', 'mfaSerial'],
  ['mfaserial', 'mfaSerial'],
  ['mfadevice', 'mfaSerial'],
  ['mfaarn', 'mfaSerial'],
  ['mfarequired', 'mfa'],
  ['mfaneeded', 'mfa'],
  ['mfaenforced', 'mfa'],
  ['requiresmfa', 'mfa'],
  ['requiremfa', 'mfa'],
  ['multifactorauthpresent', 'mfa'],
  ['mfaerforderlich', 'mfa'],
  ['mfa', 'mfa'],
  ['serialnumber', 'mfaSerial'],
  ['rolesessionname', 'roleSessionName'],
  ['sessionname', 'roleSessionName'],
  ['durationinseconds', 'durationSeconds'],
  ['durationseconds', 'durationSeconds'],
  ['maxsessionduration', 'durationSeconds'],
  ['sessionduration', 'durationSeconds'],
  ['duration', 'durationSeconds'],
  ['sourceprofile', 'sourceProfile'],
  ['sourceidentity', 'sourceIdentity'],
  ['region', 'region'],
  ['accountnumber', 'account'],
  ['accountno', 'account'],
  ['accountid', 'account'],
  ['account', 'account'],
  ['iamrolename', 'roleName'],
  ['rolename', 'roleName'],
  ['role', 'roleName'],
  ['rolearn', 'roleName'],
];

/**
 * Returns the field that a label names and the label's prefix, such as `prod` in
 * `prod_external_id`. Returns null if it names no field.
 */
export function fieldOfLabel(
  label: string,
): { readonly field: LabelField; readonly prefix: string } | null {
  const plain = plainName(withoutSuffix(label)).replace(/^.*[:./]/, '');
  for (const [ending, field] of ENDINGS) {
    if (plain.endsWith(ending)) return { field, prefix: prefixOf(label) };
  }
  return null;
}

/**
 * Returns a label without the suffix of the AWS CDK, such as `Output1A2B3C4D` in
 * `ClientRoleArnOutput1A2B3C4D`.
 */
function withoutSuffix(label: string): string {
  return label
    .replace(/[0-9A-F]{8}$/, (hash) => (/\d/.test(hash) ? '' : hash))
    .replace(/(?:Output|Value|Param|Parameter)$/, '');
}

/**
 * Returns the prefix of a label, such as `prod` for `prod_role_arn`, `prodExternalId` and
 * `prod-account-id`.
 */
export function prefixOf(label: string): string {
  const plain = plainName(withoutSuffix(label));
  return plain
    .replace(
      /(?:role)?(?:arn|externalid|externeid|sessionname|maxsessionduration|duration(?:in)?(?:seconds)?)$/,
      '',
    )
    .replace(
      /(?:mfa(?:serial(?:number)?|device|arn|required|needed|enforced)|(?:requires?)?mfa|serialnumber|(?:source)?(?:profile|identity))$/,
      '',
    )
    .replace(/(?:(?:aws)?account(?:id|number|no)?|(?:aws)?region|(?:iam)?role(?:name)?)$/, '')
    .replace(/(?:iam|sts|aws)$/, '');
}

/**
 * Returns the value that a text has for the field; null if the text is not a possible value. A
 * duration is a number of seconds.
 */
export function valueOfField(field: LabelField, text: string): string | number | null {
  if (field === 'durationSeconds') return secondsIn(text);
  if (field === 'mfa') return DEMANDED.test(text.trim()) ? 'required' : null;
  if (text === '' || text.length > 1224 || /[\n\r]/.test(text)) return null;
  if (field === 'account') return accountIn(text);
  if (field === 'region') return /^[a-z]{2,6}(?:-[a-z]+)+-\d{1,2}$/.test(text) ? text : null;
  if (placeholderIn(text) !== null) return text;
  if (field === 'roleName') return /^(?:role\/|\/)?[\w+=,.@/-]{1,512}$/.test(text) ? text : null;
  return text;
}

const DEMANDED =
  /^(?:is )?(?:required|needed|mandatory|enforced|enabled|true|yes|y|1|ja|erforderlich|nötig|pflicht)\b/i;

/** Returns an account number of twelve digits, which may be written in groups. */
function accountIn(text: string): string | null {
  const digits = text.replace(/[ -]/g, '');
  return /^\d{12}$/.test(digits) ? digits : null;
}

/** Returns the seconds of `3600`, `3600s`, `1h`, `60 minutes` or `PT1H`. */
function secondsIn(text: string): number | null {
  const [, count, unit = ''] = /^(?:PT)?(\d{1,6})\s?([a-z]*)\.?$/i.exec(text.trim()) ?? [];
  if (count === undefined) return null;
  const seconds = { '': 1, s: 1, m: 60, h: 3600 }[unit.toLowerCase().slice(0, 1)];
  const isUnit =
    /^(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|stunden?|minuten?|sekunden?|std)?$/i.test(
      unit,
    );
  return seconds === undefined || !isUnit ? null : Number(count) * seconds;
}

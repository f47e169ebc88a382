import type { PastedRole } from '../../core/roles/pasted/pasted-role.ts';
import { tagText } from '../../core/roles/session-tag.ts';
import { displaySafe } from '../display-safe.ts';
import { nameFrom, nameLike, type FormValues } from './role-form.ts';

/**
 * What a pasted role changes in the form: every field that it gives. A name that was typed stays.
 * `taken`: names of other roles; `lastGiven`: the name that the paste before gave.
 */
export function formFrom(
  { name, fields }: PastedRole,
  values: FormValues,
  { taken, lastGiven }: { readonly taken: readonly string[]; readonly lastGiven: string | null },
): Partial<FormValues> {
  const isTyped = !['', lastGiven, nameFrom(values['role-arn'], taken)].includes(values.name);
  const own = name === null ? nameFrom(fields.roleArn, taken) : nameLike(name, taken);
  const { sourceProfile, durationSeconds, tags, transitiveTagKeys, policyArns } = fields;
  const given: Partial<Record<keyof FormValues, string | undefined>> = {
    'source-profile': sourceProfile,
    // A profile that names itself means the keys that stand in it: they are not to be overwritten.
    profile: sourceProfile === own ? `${own}-rk` : undefined,
    'external-id': fields.externalId,
    'session-name': fields.roleSessionName,
    duration: durationSeconds === undefined ? undefined : String(durationSeconds),
    'mfa-serial': fields.mfaSerial,
    region: fields.region,
    endpoint: fields.endpoint,
    'source-identity': fields.sourceIdentity,
    policy: fields.policy,
    tag: tags?.map(tagText).join('\n'),
    'transitive-tag-key': transitiveTagKeys?.join('\n'),
    'policy-arn': policyArns?.join('\n'),
  };
  const filled = Object.entries(given).filter(([, value]) => value !== undefined);
  return { 'role-arn': fields.roleArn, ...(isTyped ? {} : { name: own }), ...Object.fromEntries(filled) };
}

/** A pasted role in one line: its name where it has one, and its ARN. */
export function pastedTitle({ name, fields }: PastedRole): string {
  const arn = displaySafe(fields.roleArn);
  return name === null ? arn : `${displaySafe(name)}: ${arn}`;
}

/** How many fields of the form a pasted role fills beside the ARN. */
export function furtherFields({ fields }: PastedRole): number {
  return Object.entries(fields).filter(([name, value]) => name !== 'roleArn' && value !== undefined).length;
}

import { withoutOuterDashes } from '../without-outer-dashes.ts';
import * as z from 'zod/mini';
import type { Hash } from '../ports.ts';

const filled = z.string().check(z.minLength(1));

/** A role as it is stored. Field names are those of STS AssumeRole where it has them; lengths and characters are checked by `checkRole`. */
export const roleSchema = z.object({
  /** 12 hex digits; stays when the role is renamed. Stands in our mark in the credentials file. */
  id: z.string().check(z.regex(/^[0-9a-f]{12}$/)),
  name: filled,
  roleArn: filled,
  /** Whose credentials call STS: a profile of the user's files, or another role's target profile. */
  sourceProfile: filled,
  /** The section of the credentials file that is written. */
  targetProfile: filled,
  roleSessionName: filled,
  /** Seconds, 900 to 43200 at AWS. */
  durationSeconds: z.int().check(z.positive()),
  externalId: z.optional(z.string()),
  mfaSerial: z.optional(z.string()),
  /** Where the code goes: into an MFA session that serves every role of the source (absent), or into each AssumeRole of this role. */
  mfa: z.optional(z.literal('each-time')),
  region: z.optional(z.string()),
  /** A custom STS endpoint (https or loopback), instead of AWS's own. */
  endpoint: z.optional(z.string()),
  /** Session tags; keys differ in more than case. */
  tags: z.optional(z.readonly(z.array(z.readonly(z.object({ key: filled, value: z.string() }))))),
  /** Keys of `tags` that sessions assumed from this one inherit. */
  transitiveTagKeys: z.optional(z.readonly(z.array(filled))),
  sourceIdentity: z.optional(z.string()),
  /** A session policy: a JSON document that narrows what the role allows. */
  policy: z.optional(z.string()),
  /** Managed policies that narrow it too. */
  policyArns: z.optional(z.readonly(z.array(filled))),
  /** The heading that it stands under in lists and menus. Like `pinned` it is for people alone: no part of what decides a session. */
  group: z.optional(filled),
  /** Stands before the others that are off. Absent is false. */
  pinned: z.optional(z.boolean()),
});

export type Role = z.infer<typeof roleSchema>;

/**
 * 8 hex digits over what decides a session: two sessions of a role are alike exactly where this is. `ambientEndpoint` is an endpoint outside AWS's
 * domains that the environment names (`ambientEndpoint`), where the role names none.
 */
export function digestOf(role: Role, ambientEndpoint: string | null, hash: Hash): string {
  // JSON leaves out what is not set, so that a field added later changes no digest of a role that does not use it.
  const facts = {
    roleArn: role.roleArn,
    roleSessionName: role.roleSessionName,
    externalId: role.externalId,
    durationSeconds: role.durationSeconds,
    mfaSerial: role.mfaSerial,
    sourceProfile: role.sourceProfile,
    region: role.region,
    endpoint: role.endpoint ?? ambientEndpoint ?? undefined,
    mfa: role.mfa,
    tags: role.tags,
    transitiveTagKeys: role.transitiveTagKeys,
    sourceIdentity: role.sourceIdentity,
    policy: role.policy,
    policyArns: role.policyArns,
  };
  return hash(JSON.stringify(facts)).slice(0, 8);
}

/** A RoleSessionName (2 to 64 of `[\w+=,.@-]`) that says in CloudTrail who it was and on which machine: `user@host`. */
export function defaultSessionName(user: string, host: string): string {
  const part = (text: string, most: number, none: string): string => {
    const clean = withoutOuterDashes(text.replace(/[^\w+=,.-]+/g, '-').slice(0, most));
    return clean === '' ? none : clean;
  };
  return `${part(user, 32, 'user')}@${part(host, 31, 'host')}`;
}

import * as z from 'zod';
import type { Hash } from '../ports.ts';

/** A role as it is stored. Field names are those of STS AssumeRole where it has them; lengths and characters are checked by `checkRole`. */
export const roleSchema = z.object({
  /** 12 hex digits; stays when the role is renamed. Stands in our mark in the credentials file. */
  id: z.string().regex(/^[0-9a-f]{12}$/),
  name: z.string().min(1),
  roleArn: z.string().min(1),
  /** Whose credentials call STS: a profile of the user's files, or another role's target profile. */
  sourceProfile: z.string().min(1),
  /** The section of the credentials file that is written. */
  targetProfile: z.string().min(1),
  roleSessionName: z.string().min(1),
  /** Seconds, 900 to 43200 at AWS. */
  durationSeconds: z.number().int().positive(),
  externalId: z.string().optional(),
  mfaSerial: z.string().optional(),
  region: z.string().optional(),
  /** A custom STS endpoint (https or loopback), instead of AWS's own. */
  endpoint: z.string().optional(),
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
  };
  return hash(JSON.stringify(facts)).slice(0, 8);
}

/** A RoleSessionName (2 to 64 of `[\w+=,.@-]`) that says in CloudTrail who it was and on which machine: `user@host`. */
export function defaultSessionName(user: string, host: string): string {
  const part = (text: string, most: number, none: string): string => {
    const clean = text
      .replace(/[^\w+=,.-]+/g, '-')
      .slice(0, most)
      .replace(/^-+|-+$/g, '');
    return clean === '' ? none : clean;
  };
  return `${part(user, 32, 'user')}@${part(host, 31, 'host')}`;
}

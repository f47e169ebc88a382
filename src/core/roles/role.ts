import { withoutOuterDashes } from '../without-outer-dashes.ts';
import * as z from 'zod/mini';
import type { Hash } from '../ports.ts';
import {
  type RoleFieldEntry,
  roleFields,
  type RoleFields,
  type RoleKey,
  roleKeys,
  type RoleKeyWith,
} from './role-fields.ts';

const filled = z.string().check(z.minLength(1));
const tag = z.readonly(z.object({ key: filled, value: z.string() }));

const schemas = {
  text: filled,
  'optional-text': z.optional(z.string()),
  'optional-filled': z.optional(filled),
  seconds: z.int().check(z.positive()),
  'each-time': z.optional(z.literal('each-time')),
  tags: z.optional(z.readonly(z.array(tag))),
  texts: z.optional(z.readonly(z.array(filled))),
  flag: z.optional(z.boolean()),
} satisfies Readonly<Record<RoleFieldEntry['stored'], z.ZodMiniType>>;

type RoleSchemas = {
  readonly [Key in RoleKey]: (typeof schemas)[RoleFields[Key]['stored']];
};

/** A role as it is stored. */
export const roleSchema = z.object({
  /** 12 hex digits, also in the mark of the role's section. A rename does not change it. */
  id: z.string().check(z.regex(/^[0-9a-f]{12}$/)),
  ...(Object.fromEntries(
    roleKeys.map((key) => [key, schemas[roleFields[key].stored]]),
  ) as RoleSchemas),
});

export type Role = z.infer<typeof roleSchema>;

/** Never change this order: it would replace every session of every user. */
const DIGEST_ORDER = [
  'roleArn',
  'roleSessionName',
  'externalId',
  'durationSeconds',
  'mfaSerial',
  'sourceProfile',
  'region',
  'endpoint',
  'mfa',
  'tags',
  'transitiveTagKeys',
  'sourceIdentity',
  'policy',
  'policyArns',
] as const satisfies readonly DecidingKey[];

type DecidingKey = RoleKeyWith<{ decides: 'session' }>;

/** `never` if a field that decides a session is missing. The line below then does not compile. */
type Complete<Order extends readonly RoleKey[]> = DecidingKey extends Order[number] ? Order : never;
const digestOrder: Complete<typeof DIGEST_ORDER> = DIGEST_ORDER;

/**
 * Returns 8 hex digits over the fields that decide a session: two sessions of a role are equal if
 * their digests are. `ambientEndpoint`: an endpoint outside AWS's domains that applies if the role
 * names none.
 */
export function digestOf(role: Role, ambientEndpoint: string | null, hash: Hash): string {
  const endpoint = role.endpoint ?? ambientEndpoint ?? undefined;
  const facts = digestOrder.map((key) => [key, key === 'endpoint' ? endpoint : role[key]]);
  // JSON omits undefined, so a new field does not change the digest of a role without it.
  return hash(JSON.stringify(Object.fromEntries(facts))).slice(0, 8);
}

/**
 * Returns a RoleSessionName (2 to 64 of `[\w+=,.@-]`) that names the person and the computer in
 * CloudTrail: `user@host`.
 */
export function defaultSessionName(user: string, host: string): string {
  const part = (text: string, most: number, none: string): string => {
    const clean = withoutOuterDashes(text.replace(/[^\w+=,.-]+/g, '-').slice(0, most));
    return clean === '' ? none : clean;
  };
  return `${part(user, 32, 'user')}@${part(host, 31, 'host')}`;
}

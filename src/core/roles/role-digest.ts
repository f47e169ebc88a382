import type { Hash } from '../ports.ts';
import type { RoleKey, RoleKeyWith } from './role-fields.ts';
import type { Role } from './role.ts';

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

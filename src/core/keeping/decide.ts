import type { FailureKind } from '../failure.ts';
import type { SessionRecord } from '../ports/records.ts';
import type { ObservedSession } from '../sessions/observe.ts';
import { isKept } from '../sessions/session-store.ts';
import { keptEffects } from '../sessions/memory-effects.ts';
import { advance, failureOf, isFailing, isRefreshDue, nextDeadline } from '../sessions/session.ts';
import { decideRole, type RoleToDecide } from './decide-role.ts';
import type { Effect } from './effect.ts';

/**
 * The longest wait of the keeper, in ms. It is short, because timers stop during a suspend, and the
 * system does not always report a suspend.
 */
const MAX_SLEEP_MS = 60_000;
/**
 * The shortest wait of the keeper, in ms. It prevents a busy loop if rounding makes a timer fire
 * just before a deadline.
 */
const MIN_SLEEP_MS = 20;

/** What the keeper has seen. `decide` returns the effects that follow from it. */
export type Observation =
  /** The facts about one role. */
  | ({ readonly kind: 'role' } & RoleToDecide)
  /**
   * One of the AWS files could not be read, or botocore refuses the credentials file. Only a role's
   * record then says whether the role is on.
   */
  | {
      readonly kind: 'unreadable';
      readonly roles: readonly (ObservedSession & { readonly record: SessionRecord | null })[];
    }
  /**
   * All sessions in memory and all sections with an `x_rolekeeper` line, which are checked after
   * the roles. Some of them can belong to removed roles or to old target profiles.
   */
  | {
      readonly kind: 'rest';
      readonly sessions: readonly ObservedSession[];
      /** The target profile of each role in the settings, by role ID. */
      readonly targets: ReadonlyMap<string, string>;
      /**
       * False if the settings could not be read completely. A missing role may then still exist.
       */
      readonly isComplete: boolean;
      readonly marks: readonly { readonly profile: string; readonly roleId: string }[];
    }
  /**
   * A section that seemed to belong to a removed role, or to a role that has another target profile
   * now. `role` and `isComplete` were read again while the role was locked.
   */
  | {
      readonly kind: 'stray';
      readonly roleId: string;
      readonly profile: string;
      readonly role: { readonly name: string; readonly targetProfile: string } | null;
      readonly isComplete: boolean;
    }
  /** The present time. */
  | {
      readonly kind: 'time';
      readonly now: number;
      readonly clock: 'trusted' | 'unknown' | 'jumped';
      readonly sessions: readonly ObservedSession[];
    }
  /**
   * An event, such as a changed file, after which failed roles are tried again. If `failedWith` is
   * set, only roles with this failure are tried.
   */
  | {
      readonly kind: 'retry';
      readonly failedWith: FailureKind | null;
      readonly sessions: readonly ObservedSession[];
    };

/**
 * Returns the effects of an observation, in order. Reads nothing but the observation, and changes
 * nothing.
 */
export function decide(seen: Observation): readonly Effect[] {
  switch (seen.kind) {
    case 'role':
      return decideRole(seen);
    case 'unreadable':
      return seen.roles.flatMap((role) => keptEffects(role, role.record));
    case 'rest':
      return decideRest(seen);
    case 'stray':
      return decideStray(seen);
    case 'time':
      return decideTime(seen);
    case 'retry':
      return decideRetry(seen);
  }
}

/**
 * Returns how long the keeper may wait until it checks the sessions again, in ms; null if no
 * session has a deadline and no role is on.
 */
export function sleepMs(sessions: readonly ObservedSession[], now: number): number | null {
  let sleep = Number.POSITIVE_INFINITY;
  for (const { entry, isUnderWay } of sessions) {
    const kept = isKept(entry);
    if (kept) sleep = Math.min(sleep, MAX_SLEEP_MS);
    const deadline = isUnderWay ? null : nextDeadline(entry.session, kept);
    if (deadline !== null) sleep = Math.min(sleep, Math.max(MIN_SLEEP_MS, deadline - now));
  }
  return sleep === Number.POSITIVE_INFINITY ? null : Math.min(sleep, MAX_SLEEP_MS);
}

function decideRest(seen: Extract<Observation, { kind: 'rest' }>): readonly Effect[] {
  const { sessions, targets, isComplete, marks } = seen;
  const underWay = new Set<string>();
  for (const { roleId, isUnderWay } of sessions) if (isUnderWay) underWay.add(roleId);
  const isFree = ({ roleId }: { readonly roleId: string }) => !underWay.has(roleId);
  const gone = sessions.filter(({ roleId }) => !targets.has(roleId)).filter(isFree);
  const strays = marks.filter(({ profile, roleId }) => targets.get(roleId) !== profile);
  return [
    ...gone.map(({ roleId }) => ({ kind: 'forget-role', roleId }) as const),
    ...(isComplete ? strays : [])
      .filter(isFree)
      .map(({ roleId, profile }) => ({ kind: 'check-stray', roleId, profile }) as const),
  ];
}

function decideStray(seen: Extract<Observation, { kind: 'stray' }>): readonly Effect[] {
  const { roleId, profile, role, isComplete } = seen;
  if (role?.targetProfile === profile || (role === null && !isComplete)) return [];
  return [{ kind: 'release-section', roleId, roleName: role?.name ?? null, profile, then: [] }];
}

function decideTime(seen: Extract<Observation, { kind: 'time' }>): readonly Effect[] {
  const { now, clock, sessions } = seen;
  const kept = sessions.filter(({ entry }) => isKept(entry)).map(({ roleId }) => roleId);
  // No session is treated as fresh before STS's clock has been measured.
  const measure = clock === 'unknown' ? [{ kind: 'measure-clock' } as const] : [];
  return [
    ...(clock === 'jumped' ? [{ kind: 'start-over' } as const] : measure),
    { kind: 'ask-ahead', kept: new Set(kept) },
    ...sessions.flatMap((session) => atDeadline(session, now)),
  ];
}

function atDeadline(
  { roleId, entry, isUnderWay }: ObservedSession,
  now: number,
): readonly Effect[] {
  if (isUnderWay) return [];
  const session = advance(entry.session, { kind: 'time', at: now });
  const isDue = isKept(entry) && isRefreshDue(session, now);
  return [
    ...(session === entry.session ? [] : [{ kind: 'check-deadlines', roleId, at: now } as const]),
    ...(isDue ? [{ kind: 'assume', roleId } as const] : []),
  ];
}

function decideRetry(seen: Extract<Observation, { kind: 'retry' }>): readonly Effect[] {
  const { failedWith, sessions } = seen;
  return sessions
    .filter(({ entry, isUnderWay }) => !isUnderWay && isKept(entry) && isFailing(entry.session))
    .filter(({ entry }) => failedWith === null || failureOf(entry.session)?.kind === failedWith)
    .map(({ roleId }) => ({ kind: 'assume', roleId }) as const);
}

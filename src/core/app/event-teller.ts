import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { SessionEventSink } from '../sessions/session-store.ts';
import type { SessionsListener } from './sessions.ts';

/** Puts the time and what is missing to each event. */
export function eventTeller(
  clock: CorrectedClock,
  listener: Pick<SessionsListener, 'happened'>,
): SessionEventSink {
  return (event, { id: roleId, name: roleName, targetProfile: profile = null }, facts) => {
    const absent = { expiration: null, failure: null, requestId: null };
    listener.happened({ at: clock.now(), event, roleId, roleName, profile, ...absent, ...facts });
  };
}

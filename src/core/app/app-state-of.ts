import type { AppState, Problem, RoleView } from '../contract/app-state.ts';
import type { Keepers } from './keepers.ts';
import type { ReportedState } from './reported-state.ts';
import type { Discoveries } from './discovery/discoveries.ts';
import type { SignIns } from './sign-ins.ts';
import type { ShownSessions } from './sessions.ts';
import type { SecretStore } from '../secret-store.ts';
import { shownPreferences } from '../settings/preferences.ts';
import { failureOf } from '../sessions/session.ts';
import { isKept } from '../sessions/session-store.ts';

/**
 * Returns the state that every view gets, without secrets. Its roles come from the settings, and
 * its sessions from memory.
 */
export function appStateOf({
  sessions,
  keepers,
  signIns,
  discoveries,
  problems,
  reported,
}: {
  readonly sessions: ShownSessions;
  readonly keepers: Keepers;
  readonly signIns: SignIns;
  readonly discoveries: Discoveries;
  readonly problems: () => readonly Problem[];
  readonly reported: Pick<ReportedState, 'loginItem' | 'served'>;
}): AppState {
  const { roles, preferences } = sessions.settings();
  return {
    roles: roles.map((role): RoleView => {
      const entry = sessions.sessions.entry(role.id);
      const failure = failureOf(entry.session);
      const { session, lastUsedAt } = entry;
      const [kept, keptBy] = [isKept(entry), keepers.of(role.id, entry)];
      return { role, kept, keptBy, session, lastUsedAt, failure };
    }),
    mfaRequests: sessions.mfaRequests(),
    signIns: signIns.all(),
    discoveries: discoveries.all(),
    problems: [...problems(), ...problemsOf(sessions)],
    preferences: shownPreferences(preferences),
    network: sessions.isOffline() ? 'offline' : 'online',
    clockOffsetMs: sessions.clock.offsetMs,
    sessionsRead: sessions.areRead(),
    loginItem: reported.loginItem,
    served: reported.served,
  };
}

function problemsOf(sessions: ShownSessions): readonly Problem[] {
  const problems: Problem[] = [...sessions.fileProblems()];
  const offsetMs = sessions.clock.offsetMs;
  if (sessions.clock.isSkewed) problems.push({ kind: 'clock-skewed', offsetMs });
  for (const [roleId, entry] of sessions.sessions.entries()) {
    if (entry.fromOtherEnvironment) problems.push({ kind: 'other-environment', roleId });
  }
  return problems;
}

/**
 * Returns a problem if the keychain cannot store MFA sessions. They are then only in memory, and
 * are lost when this process ends.
 */
export function keychainProblem(secrets: SecretStore): readonly Problem[] {
  const where = secrets.where();
  return where === null || where === 'process' || where === 'keychain'
    ? []
    : [{ kind: 'mfa-sessions-in-memory', where }];
}

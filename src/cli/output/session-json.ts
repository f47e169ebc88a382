import type { AppState, RoleView } from '../../core/contract/app-state.ts';
import type { Failure } from '../../core/failure.ts';
import type { Session } from '../../core/sessions/session.ts';
import { failureText, remedyLine } from '../../views/failure-text.ts';
import { en } from '../../views/words/en.ts';
import type { Terminal } from '../terminal.ts';
import { terminalFormat } from './terminal-format.ts';

/** Returns a role for `status --json` and `assume --json`. */
export function sessionJson(
  terminal: Terminal,
  view: RoleView,
  failure: Failure | null,
  state: AppState,
): object {
  const { role, session, kept, keptBy } = view;
  const held = session.state === 'active' || session.state === 'expired' ? session : null;
  return {
    name: role.name,
    profile: role.targetProfile,
    roleArn: role.roleArn,
    state: shownState(view, state),
    kept,
    keptBy: keptBy.map(({ kind, pid, host, since }) => ({
      kind,
      process: pid,
      host,
      since: isoTime(since),
    })),
    expiration: isoTime(held?.expiration ?? null),
    // A role that no process refreshes has no next refresh.
    refreshAt: isoTime(keptBy.length > 0 ? (held?.refreshAt ?? null) : null),
    failure: failureJson(terminal, failure, role.name),
  };
}

/**
 * Returns the state of a session. An inactive session is `unknown` if the files with the sessions
 * cannot be read.
 */
export function shownState(
  { session }: RoleView,
  { sessionsRead }: AppState,
): Session['state'] | 'unknown' {
  return session.state === 'inactive' && !sessionsRead ? 'unknown' : session.state;
}

/** Returns the entry for a name that no role has. It has the same fields as that of a role. */
export function unknownRoleJson(terminal: Terminal, name: string, failure: Failure): object {
  return {
    name,
    profile: null,
    roleArn: null,
    state: 'failed',
    kept: false,
    keptBy: [],
    expiration: null,
    refreshAt: null,
    failure: failureJson(terminal, failure, null),
  };
}

export function failureJson(
  terminal: Terminal,
  failure: Failure | null,
  roleName: string | null,
): object | null {
  if (failure === null) return null;
  const text = failureText(en, failure, terminalFormat(terminal, roleName));
  return { kind: failure.kind, title: text.title, detail: text.detail, remedy: remedyLine(text) };
}

/** Returns a time in UTC according to ISO 8601, or null. */
export function isoTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

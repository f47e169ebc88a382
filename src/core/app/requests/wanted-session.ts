import type { Result } from '../../result.ts';
import type { SessionFact } from '../../sessions/session-fact.ts';
import type { Sessions } from '../sessions.ts';

export interface AssumeTerms {
  /** Switches the role on, even if this attempt fails. */
  readonly keep: boolean;
  /** The profile whose credentials of others may be replaced. */
  readonly takeOver: string | null;
}

/** Assumes the role because a person asks for a session now. */
export function assumeNow(
  sessions: Sessions,
  roleId: string,
  { keep, takeOver }: AssumeTerms,
): Promise<Result<SessionFact>> {
  if (keep) sessions.roleSwitch.on(roleId);
  sessions.book.clicked(roleId, sessions.clock.now(), takeOver);
  return sessions.attempts.assume(roleId, { force: true, takeOver });
}

/** Reuses a fresh session, otherwise assumes the role. */
export function ensureSession(sessions: Sessions, roleId: string): Promise<Result<SessionFact>> {
  return sessions.attempts.assume(roleId, { force: false, takeOver: null });
}

/** A kept role gets its new session at once. If that fails, its session says so. */
export async function renewIfKept(sessions: Sessions, roleId: string): Promise<void> {
  if (sessions.book.entry(roleId).kept) await ensureSession(sessions, roleId);
}

import type { Action } from '../../core/contract/action.ts';
import { remedyOf } from '../../core/contract/remedy.ts';
import type { Failure } from '../../core/failure.ts';
import type { Role } from '../../core/roles/role.ts';
import type { Words } from '../words/words.ts';
import type { Question } from './menu-item.ts';
import { safeName } from './safe-label.ts';

/** Returns the action of a click on this failed role. */
export function remedyClick(role: Role, failure: Failure): Action {
  return remedyOf(failure, role.id);
}

/**
 * Returns a click that releases the role. If assuming the role again would need an MFA code, the
 * click shows a question first.
 */
export function releaseClick(role: Role, needsMfaCode: boolean, words: Words): Action | Question {
  const release: Action = { kind: 'release', roleId: role.id };
  if (!needsMfaCode) return release;
  const question = words.tray.askRelease(safeName(role.name, role.id));
  return { kind: 'question', ask: { ...question, cancel: words.tray.cancel }, then: release };
}

/**
 * Returns a predicate that is true if a role, or another role in its chain of source profiles, has
 * an MFA device.
 */
export function mfaCodePredicate(roles: readonly Role[]): (role: Role) => boolean {
  if (roles.every(({ mfaSerial }) => mfaSerial === undefined)) return () => false;
  const byTarget = new Map(roles.map((role) => [role.targetProfile, role]));
  return (role) => {
    const seen = new Set<string>();
    let at: Role | undefined = role;
    for (; at !== undefined; at = byTarget.get(at.sourceProfile ?? '')) {
      if (at.mfaSerial !== undefined) return true;
      if (seen.has(at.id)) return false;
      seen.add(at.id);
    }
    return false;
  };
}

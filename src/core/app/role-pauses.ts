import type { RoleSwitch } from '../assuming/role-switch.ts';
import type { Failure } from '../failure.ts';
import type { MfaSessions } from '../mfa/mfa-sessions.ts';
import type { Role } from '../roles/role.ts';
import type { SessionStore } from '../sessions/session-store.ts';

export interface RolePausesDeps {
  readonly sessions: SessionStore;
  readonly roleSwitch: RoleSwitch;
  readonly mfa: MfaSessions;
}

/** A role whose keys could not be removed from the file. */
export interface NotReleased {
  readonly name: string;
  readonly failure: Failure;
}

/** Removes the keys of roles without switching them off, and forgets the MFA sessions. */
export class RolePauses {
  readonly #deps: RolePausesDeps;
  /** IDs of the roles whose release failed. Their keys are still in the file. */
  readonly #remaining = new Set<string>();

  constructor(deps: RolePausesDeps) {
    this.#deps = deps;
  }

  /** True if a release failed and keys are still in the file. */
  get hasRemaining(): boolean {
    return this.#remaining.size > 0;
  }

  forgetMfa(): Promise<void> {
    return this.#deps.mfa.forgetAll();
  }

  /**
   * Forgets the MFA sessions, then releases every role that is in use; stops when the person comes
   * back. Returns the roles whose keys could not be removed.
   */
  async releaseAll(roles: readonly Role[], isBack: () => boolean): Promise<readonly NotReleased[]> {
    await this.forgetMfa();
    const { sessions } = this.#deps;
    const mustRelease = ({ id }: Role): boolean => sessions.isInUse(id) || this.#remaining.has(id);
    return this.#release(roles.filter(mustRelease), isBack);
  }

  /**
   * Tries again to release the roles whose keys are still in the file, unless they are in use
   * again.
   */
  async releaseRemaining(roles: readonly Role[]): Promise<void> {
    for (const id of this.#remaining)
      if (this.#deps.sessions.isInUse(id)) this.#remaining.delete(id);
    await this.#release(
      roles.filter(({ id }) => this.#remaining.has(id)),
      () => false,
    );
  }

  async #release(roles: readonly Role[], isBack: () => boolean): Promise<readonly NotReleased[]> {
    const failed: NotReleased[] = [];
    for (const role of roles) {
      if (isBack()) break;
      const released = await this.#deps.roleSwitch.pause(role);
      if (released.ok) this.#remaining.delete(role.id);
      else {
        this.#remaining.add(role.id);
        failed.push({ name: role.name, failure: released.failure });
      }
    }
    return failed;
  }
}

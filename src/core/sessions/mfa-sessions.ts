import type { MfaRequest } from '../app-state.ts';
import type { SessionCredentials } from '../ports.ts';
import { servesAsCaller } from './expiry.ts';

/** A TOTP step (RFC 6238): a code works once, and the next one comes with the next step. */
const STEP_MS = 30_000;

/** GetSessionToken results and who waits for one. In memory: they belong to the process that asked. */
export class MfaSessions {
  readonly #sessions = new Map<string, MfaSession>();
  readonly #requests = new Map<string, MfaRequest>();

  /** The MFA session of this access key and serial, where it still serves. */
  find(accessKeyId: string, serial: string, now: number): SessionCredentials | null {
    const session = this.#sessions.get(keyOf(accessKeyId, serial));
    return session !== undefined && servesAsCaller(session, now) ? session.credentials : null;
  }

  hold(accessKeyId: string, serial: string, session: MfaSession): void {
    this.#sessions.set(keyOf(accessKeyId, serial), session);
  }

  /** STS said that it is over. */
  drop(sessionAccessKeyId: string): void {
    for (const [key, session] of this.#sessions) {
      if (session.credentials.accessKeyId === sessionAccessKeyId) this.#sessions.delete(key);
    }
  }

  requests(): readonly MfaRequest[] {
    return [...this.#requests.values()];
  }

  request(id: string): MfaRequest | null {
    return this.#requests.get(id) ?? null;
  }

  /** Asks for a code for this role: joins the request of its source and serial. `id` is stable for the pair. */
  ask(id: string, sourceProfile: string, serial: string, roleId: string): MfaRequest {
    const known = this.#requests.get(id);
    const request: MfaRequest =
      known === undefined
        ? { id, sourceProfile, serial, roleIds: [roleId], notBefore: null, refused: false }
        : { ...known, roleIds: known.roleIds.includes(roleId) ? known.roleIds : [...known.roleIds, roleId] };
    this.#requests.set(id, request);
    return request;
  }

  /** A refused code: the next one is taken from the next step on. */
  refused(id: string, now: number): void {
    const request = this.#requests.get(id);
    if (request === undefined) return;
    this.#requests.set(id, { ...request, refused: true, notBefore: nextStep(now) });
  }

  answered(id: string): void {
    this.#requests.delete(id);
  }

  /** A role that is released or removed waits no longer. */
  forget(roleId: string): void {
    for (const [id, request] of this.#requests) {
      if (!request.roleIds.includes(roleId)) continue;
      const roleIds = request.roleIds.filter((waiting) => waiting !== roleId);
      if (roleIds.length === 0) this.#requests.delete(id);
      else this.#requests.set(id, { ...request, roleIds });
    }
  }
}

export interface MfaSession {
  readonly credentials: SessionCredentials;
  readonly assumedAt: number;
  readonly expiration: number;
}

/** When the code after the one that is shown now begins. */
export function nextStep(now: number): number {
  return (Math.floor(now / STEP_MS) + 1) * STEP_MS;
}

function keyOf(accessKeyId: string, serial: string): string {
  return `${accessKeyId} ${serial}`;
}

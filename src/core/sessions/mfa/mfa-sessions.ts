import type { MfaRequest } from '../../app-state.ts';
import type { SessionCredentials } from '../../ports.ts';
import { servesAsCaller } from '../expiry.ts';

/** A TOTP step (RFC 6238): a code works once, and the next one comes with the next step. */
const STEP_MS = 30_000;

/** Where and with what an MFA session is asked for: one code serves all roles of the same. */
export interface MfaPlace {
  readonly sourceProfile: string;
  readonly serial: string;
  readonly region: string;
  readonly endpoint: string | undefined;
}

/** GetSessionToken results and who waits for one. In memory: they belong to the process that asked. */
export class MfaSessions {
  readonly #sessions = new Map<string, MfaSession>();
  readonly #requests = new Map<string, MfaRequest>();
  readonly #places = new Map<string, MfaPlace>();

  /** The MFA session of this access key at this place, where it still serves. */
  find(accessKeyId: string, place: MfaPlace, now: number): SessionCredentials | null {
    const session = this.#sessions.get(keyOf(accessKeyId, place));
    return session !== undefined && servesAsCaller(session, now) ? session.credentials : null;
  }

  hold(accessKeyId: string, place: MfaPlace, session: MfaSession): void {
    this.#sessions.set(keyOf(accessKeyId, place), session);
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

  request(id: string): { readonly request: MfaRequest; readonly place: MfaPlace } | null {
    const request = this.#requests.get(id);
    const place = this.#places.get(id);
    return request === undefined || place === undefined ? null : { request, place };
  }

  /** Asks for a code for this role: joins the request of the same place. `id` is stable for the place. */
  ask(id: string, place: MfaPlace, roleId: string): MfaRequest {
    const known = this.#requests.get(id);
    const { sourceProfile, serial } = place;
    this.#places.set(id, place);
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

function keyOf(accessKeyId: string, { serial, endpoint }: MfaPlace): string {
  return `${accessKeyId} ${serial} ${endpoint ?? ''}`;
}

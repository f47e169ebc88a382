import type { Failure } from '../failure.ts';
import type { MfaRequest } from './mfa-request.ts';
import { hostOfOtherSts } from '../aws-config/sts-clock-name.ts';
import { Listeners } from '../listeners.ts';
import type { Hash } from '../ports/hash.ts';
import type { NeededCode, MfaTarget } from './mfa-target.ts';
import { nextStep } from './totp-step.ts';

/** The time for which a postponed request causes no notice, in ms. */
const SNOOZE_MS = 3_600_000;
/** The greatest age of a code that is sent, in ms. AWS refuses older codes. */
const MAX_CODE_AGE_MS = 60_000;

interface OpenRequest {
  readonly need: NeededCode;
  readonly request: MfaRequest;
  /**
   * IDs of the roles that cannot be assumed without the code. The other roles of the request still
   * have a session.
   */
  readonly waiting: ReadonlySet<string>;
  /**
   * The end of the session that roles can use without the code, in epoch ms; null if there is none.
   * This is the role's own session if the code is for one AssumeRole call, otherwise the MFA
   * session.
   */
  readonly usableUntil: number | null;
  /**
   * True if a person must enter the code, because the source profile has no `mfa_process` or that
   * program gave no usable code.
   */
  readonly isForPerson: boolean;
}

/**
 * The open requests for codes. Roles share a request if they need a code of the same device for the
 * same purpose: one AssumeRole call, or an MFA session.
 */
export class MfaRequests {
  readonly #open = new Map<string, OpenRequest>();
  /**
   * Codes that wait in memory for an AssumeRole call, by the ID of their request. `at` is when they
   * were entered, in epoch ms.
   */
  readonly #codes = new Map<string, { readonly code: string; readonly at: number }>();
  readonly #hash: Hash;
  readonly #changed = new Listeners();

  constructor(hash: Hash) {
    this.#hash = hash;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Returns the requests that a person must answer. */
  forPersons(): readonly MfaRequest[] {
    return [...this.#open.values()]
      .filter(({ isForPerson }) => isForPerson)
      .map(({ request }) => request);
  }

  get(id: string): OpenRequest | null {
    return this.#open.get(id) ?? null;
  }

  /**
   * Asks for a code that this role needs now, or adds the role to a request for the same code.
   * `usableUntil` is when the role's present session ends.
   */
  ask(need: NeededCode, roleId: string, usableUntil: number | null = null): MfaRequest {
    const id = this.#idOf(need);
    const known = this.#open.get(id);
    const waiting = new Set(known?.waiting).add(roleId);
    const before = known?.request ?? blank(id, need.target);
    // A request that was postponed while a session was still usable is urgent now.
    const snoozedUntil = known === undefined || known.waiting.size > 0 ? before.snoozedUntil : null;
    const request = { ...before, roleIds: withRoleId(before.roleIds, roleId), snoozedUntil };
    return this.#set(id, {
      need,
      waiting,
      usableUntil: usableUntil ?? known?.usableUntil ?? null,
      isForPerson: known?.isForPerson ?? false,
      request,
    });
  }

  /**
   * Asks for a code in advance, while these roles can still use the present session. Returns the
   * request's ID if the request is new, otherwise null.
   */
  askAhead(need: NeededCode, roleIds: readonly string[], usableUntil: number): string | null {
    const id = this.#idOf(need);
    const known = this.#open.get(id);
    const before = known?.request ?? blank(id, need.target);
    const request = { ...before, roleIds: roleIds.reduce(withRoleId, before.roleIds) };
    if (known?.usableUntil === usableUntil && request.roleIds.length === before.roleIds.length)
      return null;
    this.#set(id, {
      need,
      waiting: known?.waiting ?? new Set(),
      usableUntil,
      isForPerson: known?.isForPerson ?? false,
      request,
    });
    return known === undefined ? id : null;
  }

  /** Removes a request that was made in advance, because another process has used a code for it. */
  endAhead(need: NeededCode): void {
    const id = this.#idOf(need);
    if (this.#open.get(id)?.waiting.size === 0) this.remove(id);
  }

  /** Returns true if this role waits for this code. */
  isWaiting(need: NeededCode, roleId: string): boolean {
    return this.#open.get(this.#idOf(need))?.waiting.has(roleId) === true;
  }

  /** Records a refused code. The next code is accepted from the next 30 s step on. */
  markRefused(id: string, now: number): void {
    this.#change(id, { refused: true, notBefore: nextStep(now), snoozedUntil: null });
  }

  /** Records why the source profile's `mfa_process` gave no usable code. */
  markProcessFailed(id: string, processFailure: Failure): void {
    this.#change(id, { processFailure });
  }

  /** Shows the request to a person, because no program can answer it. */
  askPerson(id: string): void {
    const open = this.#open.get(id);
    if (open?.isForPerson !== false) return;
    this.#open.set(id, { ...open, isForPerson: true });
    this.#changed.call();
  }

  /** Postpones the request for an hour. */
  snooze(id: string, now: number): void {
    this.#change(id, { snoozedUntil: now + SNOOZE_MS });
  }

  /**
   * Shows a postponed request again when it is due. Updates requests whose present session has
   * ended.
   */
  renewDue(now: number): void {
    for (const [id, open] of this.#open) {
      const { snoozedUntil } = open.request;
      const isDue = snoozedUntil !== null && now >= snoozedUntil;
      const isOver = open.usableUntil !== null && now >= open.usableUntil;
      if (!isDue && !isOver) continue;
      // A role without a session needs the code at once, even if the request was postponed.
      const isUrgent = isOver && open.need.use.kind === 'call';
      const request = { ...open.request, snoozedUntil: isDue || isUrgent ? null : snoozedUntil };
      this.#set(id, { ...open, request, usableUntil: isOver ? null : open.usableUntil });
    }
  }

  remove(id: string): void {
    if (this.#open.delete(id)) this.#changed.call();
  }

  /** Stores a code in memory for the AssumeRole call that sends it. */
  storeCode(id: string, code: string, now: number): void {
    this.#codes.set(id, { code, at: now });
  }

  /**
   * Returns the code that `storeCode` stored for this need, and removes it. Returns null if there
   * is none or if it is too old.
   */
  takeCode(
    need: NeededCode,
    now: number,
  ): { readonly mfaRequestId: string; readonly tokenCode: string } | null {
    const mfaRequestId = this.#idOf(need);
    const stored = this.#codes.get(mfaRequestId);
    this.#codes.delete(mfaRequestId);
    return stored === undefined || now - stored.at > MAX_CODE_AGE_MS
      ? null
      : { mfaRequestId, tokenCode: stored.code };
  }

  hasCode(id: string): boolean {
    return this.#codes.has(id);
  }

  removeCode(id: string): void {
    this.#codes.delete(id);
  }

  /** Removes a role from all requests. For example, a released role needs no code. */
  forget(roleId: string): void {
    for (const [id, { request }] of this.#open)
      if (request.roleIds.includes(roleId)) this.#leave(id, roleId);
  }

  /**
   * Removes an assumed role from the requests for which it waits. Requests that were made in
   * advance still have the role.
   */
  onAssumed(roleId: string): void {
    for (const [id, { waiting }] of this.#open) if (waiting.has(roleId)) this.#leave(id, roleId);
  }

  #leave(id: string, roleId: string): void {
    const open = this.#open.get(id);
    if (open === undefined) return;
    const roleIds = open.request.roleIds.filter((each) => each !== roleId);
    const waiting = new Set([...open.waiting].filter((each) => each !== roleId));
    if (roleIds.length === 0) this.remove(id);
    else this.#set(id, { ...open, waiting, request: { ...open.request, roleIds } });
  }

  #change(id: string, change: Partial<MfaRequest>): void {
    const known = this.#open.get(id);
    if (known === undefined) return;
    this.#open.set(id, { ...known, request: { ...known.request, ...change } });
    this.#changed.call();
  }

  #set(id: string, open: OpenRequest): MfaRequest {
    const isStillUsable = open.waiting.size === 0 || open.need.use.kind === 'call';
    const request = { ...open.request, usableUntil: isStillUsable ? open.usableUntil : null };
    this.#open.set(id, { ...open, request });
    this.#changed.call();
    return request;
  }

  /** Other processes and versions derive the same id, so fields and their order must not change. */
  #idOf({ target, use }: NeededCode): string {
    const { sourceProfile, serial, region, endpoint } = target;
    const roleId = use.kind === 'call' ? use.roleId : undefined;
    const named = { sourceProfile, serial, region, endpoint, roleId };
    return this.#hash(JSON.stringify(named)).slice(0, 12);
  }
}

function blank(id: string, { sourceProfile, serial, endpoint }: MfaTarget): MfaRequest {
  return {
    id,
    sourceProfile,
    serial,
    host: hostOfOtherSts(endpoint),
    roleIds: [],
    notBefore: null,
    refused: false,
    usableUntil: null,
    snoozedUntil: null,
    processFailure: null,
  };
}

function withRoleId(roleIds: readonly string[], roleId: string): readonly string[] {
  return roleIds.includes(roleId) ? roleIds : [...roleIds, roleId];
}

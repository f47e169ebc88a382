import type { MfaRequest } from './mfa-request.ts';
import { hostOfOtherSts } from '../aws-config/sts-clock-name.ts';
import type { Failure } from '../failure.ts';
import { Listeners } from '../listeners.ts';
import type { Hash } from '../ports.ts';
import type { CodeNeed, MfaPlace } from './mfa-place.ts';

/** A TOTP step (RFC 6238): a code works once, and the next one comes with the next step. */
const STEP_MS = 30_000;
/** How long a postponed request is quiet. */
const SNOOZE_MS = 3_600_000;
/** A code older than this would be refused. */
const OFFER_MS = 60_000;

interface Asked {
  readonly need: CodeNeed;
  readonly request: MfaRequest;
  /** Roles that cannot be assumed without the code. The others of the request are served for now. */
  readonly waiting: ReadonlySet<string>;
  /**
   * The end of the session that serves the others; null if there are none. If the code goes into a
   * role's own call: the end of its present session.
   */
  readonly aheadUntil: number | null;
}

/** The codes that a person is asked for: one request for all roles of a need. */
export class MfaRequests {
  readonly #asked = new Map<string, Asked>();
  /** Codes laid ready for an AssumeRole, by request. */
  readonly #offered = new Map<string, { readonly code: string; readonly at: number }>();
  readonly #hash: Hash;
  readonly #changed = new Listeners();

  constructor(hash: Hash) {
    this.#hash = hash;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  all(): readonly MfaRequest[] {
    return [...this.#asked.values()].map(({ request }) => request);
  }

  get(id: string): Asked | null {
    return this.#asked.get(id) ?? null;
  }

  /**
   * Asks for a code that this role cannot do without. Joins the request for the same need.
   * `servedUntil`: the end of the role's present session.
   */
  ask(need: CodeNeed, roleId: string, servedUntil: number | null = null): MfaRequest {
    const id = this.#idOf(need);
    const known = this.#asked.get(id);
    const waiting = new Set(known?.waiting).add(roleId);
    const before = known?.request ?? blank(id, need.place);
    // A request that was postponed while a session still served is urgent now.
    const snoozedUntil = known === undefined || known.waiting.size > 0 ? before.snoozedUntil : null;
    const request = { ...before, roleIds: withOne(before.roleIds, roleId), snoozedUntil };
    return this.#set(id, {
      need,
      waiting,
      aheadUntil: servedUntil ?? known?.aheadUntil ?? null,
      request,
    });
  }

  /** Asks in time, while the present session still serves these roles. */
  askAhead(need: CodeNeed, roleIds: readonly string[], servesUntil: number): void {
    const id = this.#idOf(need);
    const known = this.#asked.get(id);
    const before = known?.request ?? blank(id, need.place);
    const request = { ...before, roleIds: roleIds.reduce(withOne, before.roleIds) };
    if (known?.aheadUntil === servesUntil && request.roleIds.length === before.roleIds.length)
      return;
    this.#set(id, {
      need,
      waiting: known?.waiting ?? new Set(),
      aheadUntil: servesUntil,
      request,
    });
  }

  /** True if this role waits for this code. */
  isWaiting(need: CodeNeed, roleId: string): boolean {
    return this.#asked.get(this.#idOf(need))?.waiting.has(roleId) === true;
  }

  /** After a refused code, the next one is accepted from the next step on. */
  refused(id: string, now: number): void {
    this.#change(id, { refused: true, notBefore: nextStep(now), snoozedUntil: null });
  }

  /** The source profile's `mfa_process` gave no code, so a person is asked. */
  processFailed(id: string, message: string): void {
    this.#change(id, { processFailed: message });
  }

  /** A person postponed it: it is quiet for an hour. */
  snooze(id: string, now: number): void {
    this.#change(id, { snoozedUntil: now + SNOOZE_MS });
  }

  /** Asks again for postponed codes that are due, and notices sessions that have ended. */
  look(now: number): void {
    for (const [id, asked] of this.#asked) {
      const { snoozedUntil } = asked.request;
      const isDue = snoozedUntil !== null && now >= snoozedUntil;
      const isOver = asked.aheadUntil !== null && now >= asked.aheadUntil;
      if (!isDue && !isOver) continue;
      // Postponed while the role's session still served: urgent now.
      const isUrgent = isOver && asked.need.use.kind === 'call';
      const request = { ...asked.request, snoozedUntil: isDue || isUrgent ? null : snoozedUntil };
      this.#set(id, { ...asked, request, aheadUntil: isOver ? null : asked.aheadUntil });
    }
  }

  answered(id: string): void {
    if (this.#asked.delete(id)) this.#changed.call();
  }

  /** Lays a code ready for the AssumeRole that it is for. */
  offer(id: string, code: string, now: number): void {
    this.#offered.set(id, { code, at: now });
  }

  /** Takes the code that was laid ready for this need. */
  take(
    need: CodeNeed,
    now: number,
  ): { readonly requestId: string; readonly tokenCode: string } | null {
    const requestId = this.#idOf(need);
    const offered = this.#offered.get(requestId);
    this.#offered.delete(requestId);
    return offered === undefined || now - offered.at > OFFER_MS
      ? null
      : { requestId, tokenCode: offered.code };
  }

  isOffered(id: string): boolean {
    return this.#offered.has(id);
  }

  withdraw(id: string): void {
    this.#offered.delete(id);
  }

  /** A role that is released or removed needs no code. */
  forget(roleId: string): void {
    for (const [id, { request }] of this.#asked)
      if (request.roleIds.includes(roleId)) this.#leave(id, roleId);
  }

  /** A role that was assumed waits no longer. One that was asked for ahead may still need the code. */
  assumed(roleId: string): void {
    for (const [id, { waiting }] of this.#asked) if (waiting.has(roleId)) this.#leave(id, roleId);
  }

  #leave(id: string, roleId: string): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    const roleIds = asked.request.roleIds.filter((each) => each !== roleId);
    const waiting = new Set([...asked.waiting].filter((each) => each !== roleId));
    if (roleIds.length === 0) this.answered(id);
    else this.#set(id, { ...asked, waiting, request: { ...asked.request, roleIds } });
  }

  #change(id: string, change: Partial<MfaRequest>): void {
    const known = this.#asked.get(id);
    if (known === undefined) return;
    this.#asked.set(id, { ...known, request: { ...known.request, ...change } });
    this.#changed.call();
  }

  #set(id: string, asked: Asked): MfaRequest {
    const isServed = asked.waiting.size === 0 || asked.need.use.kind === 'call';
    const request = { ...asked.request, servesUntil: isServed ? asked.aheadUntil : null };
    this.#asked.set(id, { ...asked, request });
    this.#changed.call();
    return request;
  }

  /** Other processes and versions derive the same id, so fields and their order stay as they are. */
  #idOf({ place, use }: CodeNeed): string {
    const { sourceProfile, serial, region, endpoint } = place;
    const roleId = use.kind === 'call' ? use.roleId : undefined;
    const named = { sourceProfile, serial, region, endpoint, roleId };
    return this.#hash(JSON.stringify(named)).slice(0, 12);
  }
}

/** The failure of a call that needs a code. Names the server unless it is AWS's. */
export function codeNeeded(
  { sourceProfile, serial, endpoint }: MfaPlace,
  requestId: string,
  refusedAnew = false,
): Failure {
  const host = hostOfOtherSts(endpoint);
  const needed = { kind: 'mfa-needed', serial, sourceProfile, requestId, refusedAnew } as const;
  return host === null ? needed : { ...needed, host };
}

function blank(id: string, { sourceProfile, serial, endpoint }: MfaPlace): MfaRequest {
  return {
    id,
    sourceProfile,
    serial,
    host: hostOfOtherSts(endpoint),
    roleIds: [],
    notBefore: null,
    refused: false,
    servesUntil: null,
    snoozedUntil: null,
    processFailed: null,
  };
}

/** When the next code begins. */
export function nextStep(now: number): number {
  return (Math.floor(now / STEP_MS) + 1) * STEP_MS;
}

function withOne(roleIds: readonly string[], roleId: string): readonly string[] {
  return roleIds.includes(roleId) ? roleIds : [...roleIds, roleId];
}

import type { MfaRequest } from './mfa-request.ts';
import { hostOfOtherSts } from '../aws-config/sts-clock-name.ts';
import type { Failure } from '../failure.ts';
import type { Hash } from '../ports.ts';
import type { MfaPlace } from './mfa-place.ts';

/** A TOTP step (RFC 6238): a code works once, and the next one comes with the next step. */
const STEP_MS = 30_000;
/** How long a request that was put off is quiet. */
const SNOOZE_MS = 3_600_000;
/** A code that no call took by then would be refused. */
const OFFER_MS = 60_000;

interface Asked {
  readonly place: MfaPlace;
  readonly request: MfaRequest;
  /** Roles that nothing serves until the code has come; the others of the request are served for now. */
  readonly waiting: ReadonlySet<string>;
  /** The end of the session that serves the others (where a role asks for its own: of its present session); null where there are none. */
  readonly aheadUntil: number | null;
}

/** Who waits for which code: one request for all roles of a source profile and serial. */
export class MfaRequests {
  readonly #asked = new Map<string, Asked>();
  /** Codes on their way into an AssumeRole, by request. */
  readonly #offered = new Map<string, { readonly code: string; readonly at: number }>();
  readonly #hash: Hash;

  constructor(hash: Hash) {
    this.#hash = hash;
  }

  all(): readonly MfaRequest[] {
    return [...this.#asked.values()].map(({ request }) => request);
  }

  get(id: string): Asked | null {
    return this.#asked.get(id) ?? null;
  }

  /** Asks for a code without which this role cannot go on: joins the request of the same place. `standsUntil`: the end of the session that it has. */
  ask(place: MfaPlace, roleId: string, standsUntil: number | null = null): MfaRequest {
    const id = this.#idOf(place);
    const known = this.#asked.get(id);
    const waiting = new Set(known?.waiting).add(roleId);
    const before = known?.request ?? blank(id, place);
    // What was put off while a session still served is urgent now.
    const snoozedUntil = known === undefined || known.waiting.size > 0 ? before.snoozedUntil : null;
    const request = { ...before, roleIds: withOne(before.roleIds, roleId), snoozedUntil };
    return this.#set(id, {
      place,
      waiting,
      aheadUntil: standsUntil ?? known?.aheadUntil ?? null,
      request,
    });
  }

  /** Asks in time, while the present session still serves these roles. True where that is news. */
  askAhead(place: MfaPlace, roleIds: readonly string[], servesUntil: number): boolean {
    const id = this.#idOf(place);
    const known = this.#asked.get(id);
    const before = known?.request ?? blank(id, place);
    const request = { ...before, roleIds: roleIds.reduce(withOne, before.roleIds) };
    if (known?.aheadUntil === servesUntil && request.roleIds.length === before.roleIds.length)
      return false;
    this.#set(id, {
      place,
      waiting: known?.waiting ?? new Set(),
      aheadUntil: servesUntil,
      request,
    });
    return true;
  }

  /** True where this role waits at this place. */
  isWaiting(place: MfaPlace, roleId: string): boolean {
    return this.#asked.get(this.#idOf(place))?.waiting.has(roleId) === true;
  }

  /** A refused code: the next one is taken from the next step on. */
  refused(id: string, now: number): void {
    this.#change(id, { refused: true, notBefore: nextStep(now), snoozedUntil: null });
  }

  /** Why the source profile's `mfa_process` gave no code: a person is asked instead. */
  processFailed(id: string, message: string): void {
    this.#change(id, { processFailed: message });
  }

  /** Put off by a person: quiet for an hour. */
  snooze(id: string, now: number): void {
    this.#change(id, { snoozedUntil: now + SNOOZE_MS });
  }

  /** What was put off and is due again asks again; a session that is over serves no one. True where something changed. */
  look(now: number): boolean {
    let changed = false;
    for (const [id, asked] of this.#asked) {
      const { snoozedUntil } = asked.request;
      const isDue = snoozedUntil !== null && now >= snoozedUntil;
      const isOver = asked.aheadUntil !== null && now >= asked.aheadUntil;
      if (!isDue && !isOver) continue;
      changed = true;
      // Put off while its session stood: urgent now.
      const isUrgent = isOver && asked.place.roleId !== undefined;
      const request = { ...asked.request, snoozedUntil: isDue || isUrgent ? null : snoozedUntil };
      this.#set(id, { ...asked, request, aheadUntil: isOver ? null : asked.aheadUntil });
    }
    return changed;
  }

  answered(id: string): void {
    this.#asked.delete(id);
  }

  /** Lays a code ready for the AssumeRole that it is for. */
  offer(id: string, code: string, now: number): void {
    this.#offered.set(id, { code, at: now });
  }

  /** The code for this place, which is no one else's from now on. */
  take(
    place: MfaPlace,
    now: number,
  ): { readonly requestId: string; readonly tokenCode: string } | null {
    const requestId = this.#idOf(place);
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

  /** A role that was assumed waits no longer; one that was only asked for ahead may need the code as before. */
  assumed(roleId: string): void {
    for (const [id, { waiting }] of this.#asked) if (waiting.has(roleId)) this.#leave(id, roleId);
  }

  #leave(id: string, roleId: string): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    const roleIds = asked.request.roleIds.filter((each) => each !== roleId);
    const waiting = new Set([...asked.waiting].filter((each) => each !== roleId));
    if (roleIds.length === 0) this.#asked.delete(id);
    else this.#set(id, { ...asked, waiting, request: { ...asked.request, roleIds } });
  }

  #change(id: string, change: Partial<MfaRequest>): void {
    const known = this.#asked.get(id);
    if (known !== undefined)
      this.#asked.set(id, { ...known, request: { ...known.request, ...change } });
  }

  #set(id: string, asked: Asked): MfaRequest {
    const isServed = asked.waiting.size === 0 || asked.place.roleId !== undefined;
    const request = { ...asked.request, servesUntil: isServed ? asked.aheadUntil : null };
    this.#asked.set(id, { ...asked, request });
    return request;
  }

  /** Stable for the place. */
  #idOf(place: MfaPlace): string {
    return this.#hash(JSON.stringify(place)).slice(0, 12);
  }
}

/** The failure of a call that a code would let go on. It names the server, unless that is AWS's. */
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

/** When the code after the one that is shown now begins. */
export function nextStep(now: number): number {
  return (Math.floor(now / STEP_MS) + 1) * STEP_MS;
}

function withOne(roleIds: readonly string[], roleId: string): readonly string[] {
  return roleIds.includes(roleId) ? roleIds : [...roleIds, roleId];
}

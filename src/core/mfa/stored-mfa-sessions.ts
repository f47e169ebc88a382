import * as z from 'zod/mini';
import type { Hash, SecretStore } from '../ports.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { MfaOwner, MfaSession } from './mfa-place.ts';
import { neededDevices } from './needed-devices.ts';

/** An MFA session as it outlives the process, and what was learnt with it. */
export interface StoredMfaSession {
  readonly session: MfaSession;
  /** ARNs of roles that STS let be assumed with it. */
  readonly assumed: readonly string[];
  readonly offeredAnew: boolean;
}

export interface StoredMfaSessionsParts {
  readonly secrets: SecretStore;
  readonly hash: Hash;
  /** Nobody waits for what is kept or forgotten: the system may ask a person first. */
  readonly inBackground: (task: Promise<unknown>) => void;
  /** It is known anew where secrets are kept. */
  readonly changed: () => void;
}

/** MFA sessions in the secret store, under names that tell neither keys nor devices. */
export class StoredMfaSessions {
  readonly #parts: StoredMfaSessionsParts;

  constructor(parts: StoredMfaSessionsParts) {
    this.#parts = parts;
  }

  /** Null where there is none, or where it cannot be read now. */
  async read(owner: MfaOwner): Promise<StoredMfaSession | null> {
    const { secrets } = this.#parts;
    const text = await secrets.read(this.#nameOf(owner));
    if (text === null) return null;
    const stored = z.safeParse(storedSchema(), jsonOf(text));
    if (stored.success) return stored.data;
    this.forget(owner);
    return null;
  }

  keep(owner: MfaOwner, stored: StoredMfaSession): void {
    const { secrets, inBackground, changed } = this.#parts;
    const before = secrets.where();
    const kept = secrets.keep(
      this.#nameOf(owner),
      JSON.stringify(stored),
      stored.session.expiration,
    );
    inBackground(
      kept.then(() => {
        if (secrets.where() !== before) changed();
      }),
    );
  }

  forget(owner: MfaOwner): void {
    this.#parts.inBackground(this.#forget([this.#nameOf(owner)]));
  }

  /** `now` is STS's time. */
  forgetOver(now: number): void {
    const over = this.#parts.secrets.kept().filter(({ until }) => until <= now);
    this.#parts.inBackground(this.#forget(over.map(({ name }) => name)));
  }

  /** What no kept role needs is not kept for the next process; `isKeptHere` may know of more than the records do. */
  forgetUnneeded(snapshot: AwsSnapshot, isKeptHere: (roleId: string) => boolean): void {
    const kept = this.#parts.secrets.kept();
    if (kept.length === 0) return;
    const serials = neededDevices(
      snapshot,
      (roleId) => isKeptHere(roleId) || snapshot.record(roleId)?.kept === true,
    );
    if (serials === null) return;
    const devices = new Set(serials.map((serial) => this.#deviceOf(serial)));
    const names = kept
      .map(({ name }) => name)
      .filter((name) => !devices.has(name.slice(0, DEVICE_LENGTH)));
    this.#parts.inBackground(this.#forget(names));
  }

  async forgetAll(): Promise<void> {
    await this.#forget(this.#parts.secrets.kept().map(({ name }) => name));
  }

  async #forget(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => this.#parts.secrets.forget(name)));
  }

  #nameOf({ accessKeyId, place: { serial, endpoint } }: MfaOwner): string {
    const rest = this.#parts.hash(JSON.stringify([accessKeyId, serial, endpoint ?? null]));
    return `${this.#deviceOf(serial)}-${rest.slice(0, 32)}`;
  }

  #deviceOf(serial: string): string {
    return this.#parts.hash(serial).slice(0, DEVICE_LENGTH);
  }
}

const DEVICE_LENGTH = 16;

/** Built when something stored is read, which most processes never do. */
function storedSchema() {
  return z.object({
    session: z.object({
      credentials: z.object({
        accessKeyId: z.string(),
        secretAccessKey: z.string(),
        sessionToken: z.string(),
        expiration: z.number(),
      }),
      assumedAt: z.number(),
      expiration: z.number(),
    }),
    assumed: z.array(z.string()),
    offeredAnew: z.boolean(),
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

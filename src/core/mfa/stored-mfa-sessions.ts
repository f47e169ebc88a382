import * as z from 'zod/mini';
import { Listeners } from '../listeners.ts';
import type { Hash, SecretStore } from '../ports.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { MfaOwner, MfaSession } from './mfa-place.ts';
import { neededDevices } from './needed-devices.ts';

/** An MFA session that outlives the process, with the roles that it assumed. */
export interface StoredMfaSession {
  readonly session: MfaSession;
  /** ARNs of roles that were assumed with it. */
  readonly assumed: readonly string[];
  readonly offeredAnew: boolean;
}

export interface StoredMfaSessionsParts {
  readonly secrets: SecretStore;
  readonly hash: Hash;
  /** Runs tasks of the secret store without waiting, because the system may ask a person first. */
  readonly inBackground: (task: Promise<unknown>) => void;
}

/** MFA sessions in the secret store, under names that reveal neither keys nor devices. */
export class StoredMfaSessions {
  readonly #parts: StoredMfaSessionsParts;
  readonly #changed = new Listeners();

  constructor(parts: StoredMfaSessionsParts) {
    this.#parts = parts;
  }

  /** Calls the listener when secrets are kept in another place than before. */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Null if there is none, or if it cannot be read now. */
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
    const { secrets, inBackground } = this.#parts;
    const before = secrets.where();
    const kept = secrets.keep(
      this.#nameOf(owner),
      JSON.stringify(stored),
      stored.session.expiration,
    );
    inBackground(
      kept.then(() => {
        if (secrets.where() !== before) this.#changed.call();
      }),
    );
  }

  forget(owner: MfaOwner): void {
    this.#parts.inBackground(this.#forget([this.#nameOf(owner)]));
  }

  /** Removes ended sessions. `now` is STS's time. */
  forgetOver(now: number): void {
    const over = this.#parts.secrets.list().filter(({ until }) => until <= now);
    this.#parts.inBackground(this.#forget(over.map(({ name }) => name)));
  }

  /** Removes sessions that no kept role needs. `isKeptHere` may know more than the records. */
  forgetUnneeded(snapshot: AwsSnapshot, isKeptHere: (roleId: string) => boolean): void {
    const kept = this.#parts.secrets.list();
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
    await this.#forget(this.#parts.secrets.list().map(({ name }) => name));
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

/** Built only if a stored session is read, which most processes never do. */
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

import * as z from 'zod/mini';
import { Listeners } from '../listeners.ts';
import type { Hash } from '../ports/hash.ts';
import type { SecretStore } from '../secret-store.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { MfaOwner, MfaSession } from './mfa-target.ts';
import { deviceUses } from './device-uses.ts';

/** An MFA session as the secret store has it, with the roles that it assumed. */
export interface StoredMfaSession {
  readonly session: MfaSession;
  /** ARNs of roles that were assumed with it. */
  readonly assumed: readonly string[];
  /** True after STS refused a role to this session and a new code was requested. */
  readonly newCodeRequested: boolean;
}

export interface StoredMfaSessionsDeps {
  readonly secrets: SecretStore;
  readonly hash: Hash;
  /** Runs tasks of the secret store without waiting, because the system may ask a person first. */
  readonly inBackground: (task: Promise<unknown>) => void;
}

/** MFA sessions in the secret store, under names that reveal neither keys nor devices. */
export class StoredMfaSessions {
  readonly #deps: StoredMfaSessionsDeps;
  readonly #changed = new Listeners();

  constructor(deps: StoredMfaSessionsDeps) {
    this.#deps = deps;
  }

  /**
   * Calls the listener when the place of MFA sessions changed from the keychain to memory or back.
   */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Returns null if there is no stored session, or if it cannot be read now. */
  async read(owner: MfaOwner): Promise<StoredMfaSession | null> {
    const { secrets } = this.#deps;
    const text = await secrets.read(this.#nameOf(owner));
    if (text === null) return null;
    const stored = z.safeParse(storedSchema(), jsonOf(text));
    if (stored.success) return stored.data;
    this.forget(owner);
    return null;
  }

  keep(owner: MfaOwner, stored: StoredMfaSession): void {
    const { secrets, inBackground } = this.#deps;
    const before = secrets.where();
    const { assumedAt: since, expiration: until } = stored.session;
    const kept = secrets.keep(this.#nameOf(owner), JSON.stringify(stored), { since, until });
    inBackground(
      kept.then(() => {
        if (secrets.where() !== before) this.#changed.call();
      }),
    );
  }

  /** Returns true if another process stored a newer session for the same owner. */
  isReplaced(owner: MfaOwner, { assumedAt }: MfaSession): boolean {
    const name = this.#nameOf(owner);
    return this.#deps.secrets.list().some((kept) => kept.name === name && kept.since > assumedAt);
  }

  forget(owner: MfaOwner): void {
    this.#forget([this.#nameOf(owner)]);
  }

  /** Removes ended sessions. `now` is by STS's clock. */
  removeEnded(now: number): void {
    const over = this.#deps.secrets.list().filter(({ until }) => until <= now);
    this.#forget(over.map(({ name }) => name));
  }

  /**
   * Removes a stored session if no role has its MFA device any more, or if all roles with this
   * device were released after the session began. Removes nothing if it is unknown which devices
   * are in use.
   */
  forgetUnneeded(snapshot: AwsSnapshot, isKept: (roleId: string) => boolean): void {
    const stored = this.#deps.secrets.list();
    if (stored.length === 0) return;
    const uses = deviceUses(snapshot, isKept);
    if (uses === null) return;
    const byDevice = new Map([...uses].map(([serial, use]) => [this.#deviceOf(serial), use]));
    const unneeded = stored.filter(({ name, since }) => {
      const use = byDevice.get(name.slice(0, DEVICE_LENGTH));
      if (use === undefined) return true;
      return !use.isInUse && use.releasedAt !== null && use.releasedAt >= since;
    });
    this.#forget(unneeded.map(({ name }) => name));
  }

  /**
   * Returns the MFA devices that have no stored MFA session, but are used by a role that has a
   * session.
   */
  unstoredDevices(snapshot: AwsSnapshot): readonly string[] {
    const stored = this.#deps.secrets.list().map(({ name }) => name.slice(0, DEVICE_LENGTH));
    const serials = snapshot.roles.flatMap((role) => {
      const hasSession = (snapshot.record(role.id)?.accessKeyId ?? null) !== null;
      const chain = snapshot.sourceChain(role);
      const serial = chain.ok && role.mfa !== 'each-time' ? chain.value.mfaSerial : null;
      return hasSession && serial !== null ? [serial] : [];
    });
    return [...new Set(serials)].filter((serial) => !stored.includes(this.#deviceOf(serial)));
  }

  async forgetAll(): Promise<void> {
    const { secrets } = this.#deps;
    await secrets.forget(secrets.list().map(({ name }) => name));
  }

  #forget(names: readonly string[]): void {
    if (names.length > 0) this.#deps.inBackground(this.#deps.secrets.forget(names));
  }

  #nameOf({ accessKeyId, target: { serial, endpoint } }: MfaOwner): string {
    const rest = this.#deps.hash(JSON.stringify([accessKeyId, serial, endpoint ?? null]));
    return `${this.#deviceOf(serial)}-${rest.slice(0, 32)}`;
  }

  #deviceOf(serial: string): string {
    return this.#deps.hash(serial).slice(0, DEVICE_LENGTH);
  }
}

const DEVICE_LENGTH = 16;

/** Created only if a stored session is read, because most processes never read one. */
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
    newCodeRequested: z._default(z.boolean(), false),
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

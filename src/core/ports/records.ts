import type { Failure } from '../failure.ts';

/** What `state.db` stores of a session, per role and credentials file. No secrets. */
export interface SessionRecord {
  readonly roleId: string;
  /** Resolved path of the credentials file. */
  readonly path: string;
  readonly targetProfile: string;
  readonly kept: boolean;
  /**
   * Raised by a release, a new target or digest, and when another role takes the target. A write
   * that began before is dropped.
   */
  readonly generation: number;
  readonly accessKeyId: string | null;
  /** Epoch ms by STS's clock, as every time here. */
  readonly assumedAt: number | null;
  readonly expiration: number | null;
  readonly refreshAt: number | null;
  readonly releasedAt: number | null;
  readonly digest: string | null;
  readonly failure: Failure | null;
  readonly requestId: string | null;
}

/**
 * Synchronous, because a check must happen under the file's lock. Each call takes well under a
 * millisecond.
 */
export interface Records {
  get(roleId: string, path: string): SessionRecord | null;
  /** The records of every credentials file. */
  all(): readonly SessionRecord[];
  /**
   * Makes one atomic change. `change` gets a blank record (generation 0, nothing kept) if there is
   * none; null removes. Returns the new record.
   */
  change(
    roleId: string,
    path: string,
    change: (record: SessionRecord) => SessionRecord | null,
  ): SessionRecord | null;
  /**
   * Calls the listener when another process changed a record. May be late, repeated or without a
   * change.
   */
  watch(changed: () => void): () => void;
}

import type { Failure } from '../failure.ts';

/**
 * What `state.db` stores about the session of a role in a credentials file. Contains no secrets.
 */
export interface SessionRecord {
  readonly roleId: string;
  /** Resolved path of the credentials file. */
  readonly path: string;
  readonly targetProfile: string;
  readonly kept: boolean;
  /**
   * Increases when the role is released, gets another target profile or digest, or loses its
   * section to another role. A process that began to get a session before the increase does not
   * write that session.
   */
  readonly generation: number;
  readonly accessKeyId: string | null;
  /** Epoch ms by STS's clock, like all times of a record. */
  readonly assumedAt: number | null;
  readonly expiration: number | null;
  readonly refreshAt: number | null;
  readonly releasedAt: number | null;
  readonly digest: string | null;
  readonly failure: Failure | null;
  readonly requestId: string | null;
}

/**
 * Reads and changes the records in `state.db`. The calls are synchronous, because some are made
 * under the lock of the credentials file.
 */
export interface Records {
  get(roleId: string, path: string): SessionRecord | null;
  /** Returns the records of all credentials files. */
  all(): readonly SessionRecord[];
  /**
   * Makes one atomic change and returns the new record. `change` gets a blank record (`generation`
   * 0, not `kept`) if there is none, and removes the record by returning null.
   */
  change(
    roleId: string,
    path: string,
    change: (record: SessionRecord) => SessionRecord | null,
  ): SessionRecord | null;
  /**
   * Calls the listener when another process changed a record. The call may be late, repeated or
   * without a change.
   */
  watch(changed: () => void): () => void;
}

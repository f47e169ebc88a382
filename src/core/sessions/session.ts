import type { Failure } from './failure.ts';

/** Our running assumption of a role. */
export type Session = Inactive | Assuming | Held | FailedSession;

export interface Inactive {
  readonly state: 'inactive';
}

/** A first assume, or a click. */
export interface Assuming {
  readonly state: 'assuming';
  readonly since: number;
}

/** Credentials stand in the file. All times are STS's, on the corrected clock. */
export interface Held {
  readonly state: 'active' | 'expired';
  readonly accessKeyId: string;
  readonly assumedAt: number;
  readonly expiration: number;
  readonly refreshAt: number;
  readonly warnAt: number;
  /** Set once "about to expire" was told in this episode. */
  readonly warnedAt: number | null;
  readonly renewal: Renewal;
}

/** Nothing was had. */
export interface FailedSession {
  readonly state: 'failed';
  readonly failure: Failure;
  readonly attempt: number;
  readonly retryAt: number | null;
}

export type Renewal =
  /** `none`: assumed once, not kept. */
  | { readonly state: 'none' }
  | { readonly state: 'scheduled' }
  | { readonly state: 'refreshing'; readonly since: number }
  | { readonly state: 'failing'; readonly failure: Failure; readonly attempt: number; readonly retryAt: number | null };

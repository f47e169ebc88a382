import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { KnownCode, Refusal } from './refusal.ts';
import { knownRefusal } from './refusal.ts';

/** A fault to simulate. */
export type Trouble =
  /** STS returns this error; the default status and message are AWS's. */
  | {
      readonly kind: 'error';
      readonly code: KnownCode;
      readonly message?: string | undefined;
      readonly status?: number | undefined;
    }
  /** Handles the call after this many ms of real time. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Reads the request and never answers. */
  | { readonly kind: 'silent' }
  /** Resets the connection before handling the call. */
  | { readonly kind: 'reset' }
  /** Handles the call, which uses up its code, then resets the connection without an answer. */
  | { readonly kind: 'lost-answer' }
  /**
   * A device on the way answers with its own page: a captive portal, or a proxy that needs a
   * password.
   */
  | { readonly kind: 'not-xml'; readonly status?: number | undefined };

/** Which calls the fault applies to; an absent field matches any call. */
export interface TroubleScope {
  readonly action?: string | undefined;
  readonly roleArn?: string | undefined;
  /** The number of calls. Default: until stopped. */
  readonly times?: number | undefined;
}

/** The active faults; the newest that matches a call applies. */
export interface TroubleBoard {
  /** Returns a function that stops the fault. */
  start(trouble: Trouble, scope: TroubleScope): () => void;
  /** Returns the fault for this call and counts it against `times`. */
  faultFor(action: string, roleArn: string | null): Trouble | null;
  calm(): void;
}

export function createTroubleBoard(): TroubleBoard {
  interface Entry {
    readonly trouble: Trouble;
    readonly scope: TroubleScope;
    left: number;
  }
  let entries: readonly Entry[] = [];
  return {
    start(trouble, scope) {
      const entry: Entry = { trouble, scope, left: scope.times ?? Infinity };
      entries = [entry, ...entries];
      return () => {
        entries = entries.filter((each) => each !== entry);
      };
    },
    faultFor(action, roleArn) {
      const entry = entries.find(
        ({ scope, left }) =>
          left > 0 &&
          (scope.action === undefined || scope.action === action) &&
          (scope.roleArn === undefined || scope.roleArn === roleArn),
      );
      if (entry === undefined) return null;
      entry.left -= 1;
      return entry.trouble;
    },
    calm() {
      entries = [];
    },
  };
}

export function refusalOf(trouble: Extract<Trouble, { kind: 'error' }>): Refusal {
  const known = knownRefusal(trouble.code);
  return {
    ...known,
    message: trouble.message ?? known.message,
    status: trouble.status ?? known.status,
  };
}

export const CAPTIVE_PORTAL_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><h1>Please sign in to use this network</h1><br></body></html>\n';

/**
 * A TLS socket cannot send its own reset. Its client reports the early end of the connection the
 * same way.
 */
export function resetConnection(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

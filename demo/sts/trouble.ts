import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { KnownCode, Refusal } from './refusal.ts';
import { knownRefusal } from './refusal.ts';

/** What goes wrong on request. */
export type Trouble =
  /** STS answers this error; status and message are AWS's own unless given. */
  | {
      readonly kind: 'error';
      readonly code: KnownCode;
      readonly message?: string | undefined;
      readonly status?: number | undefined;
    }
  /** The call is handled after this many real milliseconds. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The request is read and never answered. */
  | { readonly kind: 'silent' }
  /** The connection is reset before the call is handled. */
  | { readonly kind: 'reset' }
  /** The call is handled (a code in it is spent), then the connection is reset without an answer. */
  | { readonly kind: 'lost-answer' }
  /** Something on the way answers with a page of its own: a captive portal, a proxy that wants a password. */
  | { readonly kind: 'not-xml'; readonly status?: number | undefined };

/** Which calls it befalls; an absent field is any. */
export interface TroubleScope {
  readonly action?: string | undefined;
  readonly roleArn?: string | undefined;
  /** So many calls, then no more; absent: until it is switched off. */
  readonly times?: number | undefined;
}

/** What is switched on at the moment; the newest that matches a call befalls it. */
export interface TroubleBoard {
  /** Returns what switches it off. */
  start(trouble: Trouble, scope: TroubleScope): () => void;
  /** The trouble of this call, which counts against its `times`. */
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

/** A TLS socket cannot send a reset of its own; its client sees the connection end in mid-request, which it tells in the same way. */
export function resetConnection(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

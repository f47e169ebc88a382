import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { KnownCode, Refusal } from './refusal.ts';
import { knownRefusal } from './refusal.ts';

/** A fault to simulate. */
export type Fault =
  /** STS returns this error. By default, it has AWS's status and message. */
  | {
      readonly kind: 'error';
      readonly code: KnownCode;
      readonly message?: string | undefined;
      readonly status?: number | undefined;
    }
  /** STS processes the call after this many ms of real time. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** STS processes the call when this promise resolves. */
  | { readonly kind: 'held'; readonly until: Promise<unknown> }
  /** STS reads the request and never answers. */
  | { readonly kind: 'silent' }
  /** STS resets the connection before it processes the call. */
  | { readonly kind: 'reset' }
  /**
   * STS processes the call, including its MFA code, then resets the connection without an answer.
   */
  | { readonly kind: 'lost-answer' }
  /**
   * A device between client and server answers with its own page. It is a captive portal, or a
   * proxy that needs a password.
   */
  | { readonly kind: 'not-xml'; readonly status?: number | undefined };

/** The calls that the fault applies to. An absent field matches any call. */
export interface FaultScope {
  readonly action?: string | undefined;
  readonly roleArn?: string | undefined;
  /** The number of calls. Default: no limit. */
  readonly times?: number | undefined;
}

/** The active faults. The newest one that matches a call applies. */
export interface Faults {
  /** Returns a function that stops the fault. */
  start(fault: Fault, scope: FaultScope): () => void;
  /** Returns the fault for this call and counts it against `times`. */
  faultFor(action: string, roleArn: string | null): Fault | null;
  clear(): void;
}

export function createFaults(): Faults {
  interface Entry {
    readonly fault: Fault;
    readonly scope: FaultScope;
    left: number;
  }
  let entries: readonly Entry[] = [];
  return {
    start(fault, scope) {
      const entry: Entry = { fault, scope, left: scope.times ?? Infinity };
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
      return entry.fault;
    },
    clear() {
      entries = [];
    },
  };
}

export function refusalOf(fault: Extract<Fault, { kind: 'error' }>): Refusal {
  const known = knownRefusal(fault.code);
  return {
    ...known,
    message: fault.message ?? known.message,
    status: fault.status ?? known.status,
  };
}

export const CAPTIVE_PORTAL_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><h1>Please sign in to use this network</h1><br></body></html>\n';

/**
 * Resets the connection. A TLS socket cannot send a reset, but its client reports the early end of
 * the connection in the same way.
 */
export function resetConnection(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

/** Waits as long as the fault demands. Throws if the server closes meanwhile. */
export async function delayAnswer(
  fault: Extract<Fault, { kind: 'slow' | 'held' }>,
  closing: AbortSignal,
): Promise<void> {
  closing.throwIfAborted();
  if (fault.kind === 'slow') await delay(fault.ms, undefined, { signal: closing });
  else await Promise.race([fault.until, once(closing, 'abort')]);
  closing.throwIfAborted();
}

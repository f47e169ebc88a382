import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { NetworkSettings } from './network-settings.ts';

export type SdkRequest = Parameters<NodeHttpHandler['handle']>[0];
export type SdkOptions = NonNullable<Parameters<NodeHttpHandler['handle']>[1]>;
export type SdkResponse = Awaited<ReturnType<NodeHttpHandler['handle']>>;

/** The time limit for opening a connection. */
export const CONNECTION_TIMEOUT_MS = 5_000;
/** Explicit for every connection, so that NODE_TLS_REJECT_UNAUTHORIZED=0 has no effect. */
export const VERIFIED = { rejectUnauthorized: true } as const;

export interface SendOptions {
  readonly abortSignal: AbortSignal;
  /**
   * Opens a new connection for this request: a pooled one can be dead, and a request sent on it is
   * lost.
   */
  readonly ownConnection: boolean;
  /** Decides which proxy the request uses. */
  readonly network: Pick<NetworkSettings, 'env' | 'systemProxy'>;
  /** Called when the answer begins, before its body is read. */
  readonly onAnswer?: () => void;
  /** Called with the URL of the proxy that the request uses; null for a direct connection. */
  readonly onProxy?: (proxy: string | null) => void;
  /** PEM certificates to trust in addition to Node's and the system's. */
  readonly caBundle: string | null;
}

/** Nothing was sent: refused, unreachable or unknown name. */
export function isConnecting(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isConnecting);
  if (!(error instanceof Error) || !('syscall' in error)) return false;
  return error.syscall === 'connect' || error.syscall === 'getaddrinfo';
}

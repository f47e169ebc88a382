import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { NetworkSettings } from './network-settings.ts';

export type SdkRequest = Parameters<NodeHttpHandler['handle']>[0];
export type SdkOptions = NonNullable<Parameters<NodeHttpHandler['handle']>[1]>;
export type SdkResponse = Awaited<ReturnType<NodeHttpHandler['handle']>>;

/** The time limit for opening a connection. */
export const CONNECTION_TIMEOUT_MS = 5_000;
/**
 * These options are set for every connection, so that NODE_TLS_REJECT_UNAUTHORIZED=0 has no effect.
 */
export const VERIFIED = { rejectUnauthorized: true } as const;

export interface SendOptions {
  readonly abortSignal: AbortSignal;
  /**
   * True if the request needs a new connection. A pooled connection can be dead, and a request that
   * is sent on it is lost.
   */
  readonly ownConnection: boolean;
  /** The settings that decide which proxy the request uses. */
  readonly network: Pick<NetworkSettings, 'env' | 'systemProxy'>;
  /** Called when the answer begins, before its body is read. */
  readonly onAnswer?: () => void;
  /**
   * Called with the URL of the proxy that the request uses, or with null for a direct connection.
   */
  readonly onProxy?: (proxy: string | null) => void;
  /** PEM certificates to trust in addition to Node's and the system's. */
  readonly caBundle: string | null;
}

/**
 * True if nothing was sent, because the connection was refused, the server is unreachable or its
 * name is unknown.
 */
export function failedToConnect(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(failedToConnect);
  if (!(error instanceof Error) || !('syscall' in error)) return false;
  return error.syscall === 'connect' || error.syscall === 'getaddrinfo';
}

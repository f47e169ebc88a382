import {
  type Destination,
  usesSystemProxy,
  proxyFor,
  throughProxy,
} from '../../core/aws-config/proxy.ts';
import type { NetworkSettings } from './network-settings.ts';

type ProxySettings = Pick<NetworkSettings, 'env' | 'systemProxy'>;

/**
 * Returns one or more proxies to try for a server, in this order. Null means a direct connection.
 */
export async function proxiesTo(
  { env, systemProxy }: ProxySettings,
  to: Destination,
): Promise<readonly (string | null)[]> {
  if (systemProxy === undefined || !usesSystemProxy(to, env)) return [proxyFor(to, env)];
  return systemProxy(originOf(to));
}

/**
 * Returns the environment for programs that call AWS themselves. It contains the first HTTP proxy
 * for STS, because a variable cannot name different proxies for different servers.
 */
export async function environmentWithProxy(
  network: ProxySettings,
): Promise<NetworkSettings['env']> {
  const to = { protocol: 'https:', hostname: 'sts.amazonaws.com' };
  if (network.systemProxy === undefined || !usesSystemProxy(to, network.env)) return network.env;
  const [first = null] = (await proxiesTo(network, to)).filter(
    (proxy) => proxy === null || isHttpProxy(proxy),
  );
  return first === null ? network.env : throughProxy(network.env, first);
}

/** True for an HTTP proxy. Rolekeeper does not support SOCKS and QUIC. */
export function isHttpProxy(proxy: string): boolean {
  return /^https?:/i.test(proxy);
}

export function originOf({ protocol, hostname, port }: Destination): string {
  return `${protocol}//${hostname}${port === undefined ? '' : `:${String(port)}`}`;
}

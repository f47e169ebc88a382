import type { FailureTexts } from './texts.ts';
import { remedy, lines, seconds } from './en-failure-parts.ts';

const proxyCauses: Readonly<Record<string, string>> = {
  'HTTP 407': 'It requires a user and a password',
  'no HTTP': 'It does not answer like an HTTP proxy',
  'no answer': 'It accepts connections but does not answer',
  SOCKS: 'It is a SOCKS proxy. Rolekeeper supports only HTTP proxies',
  ENOTFOUND: 'Its host name cannot be found',
  ERR_SSL_WRONG_VERSION_NUMBER: 'It does not answer like an HTTP proxy',
};

const networkCauses: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The server refuses connections at this address',
  ECONNRESET: 'The connection was closed',
  ENOTFOUND: 'The host name cannot be found. The network is off, or the endpoint is mistyped',
  EAI_AGAIN:
    'The host name cannot be looked up. The network is off, or the name server does not answer',
  ETIMEDOUT: 'The connection was not accepted in time',
  EHOSTUNREACH: 'The network has no route to it',
  ENETUNREACH: 'The network has no route to it, or the network is off',
  EPIPE: 'The connection was closed',
};

const throughProxy = (host: string, proxy: string | undefined): string | null =>
  proxy === undefined
    ? null
    : `The proxy ${proxy} opened the connection. Then the proxy or ${host} failed.`;

/** Failures to reach AWS. */
export const enNetworkFailures = {
  network: (failure, format) => ({
    title: `${failure.host} cannot be reached`,
    detail: lines(
      `${networkCauses[failure.code] ?? 'The connection failed'} (${failure.code}).`,
      throughProxy(failure.host, failure.proxy),
    ),
    remedy: remedy(
      'Check the network, VPN and proxy, then',
      format.call('assume', format.roleName),
    ),
  }),
  'network-proxy': (failure) => ({
    title: `The proxy ${failure.proxy} does not work`,
    detail: `${proxyCauses[failure.code] ?? networkCauses[failure.code] ?? 'It does not forward requests'} (${failure.code}).`,
    remedy: remedy(
      'Check the proxy in the settings, HTTPS_PROXY, NO_PROXY and the proxy of the system, then',
      'rolekeeper doctor',
    ),
  }),
  'network-intercepted': (failure) => ({
    title: `Something on the network answered instead of ${failure.host}`,
    detail: lines(
      failure.reason === '' ? null : `Reason: ${failure.reason}`,
      'Usual causes: a proxy that requires a password, a sign-in page of the network, or an unknown company certificate.',
    ),
    remedy: remedy(
      'Set HTTPS_PROXY and AWS_CA_BUNDLE as for the AWS CLI, then',
      'rolekeeper doctor',
    ),
  }),
  timeout: (failure, format) => ({
    title: `${failure.host} did not answer within ${seconds(failure.afterMs)}`,
    detail:
      throughProxy(failure.host, failure.proxy) ??
      'The network is very slow, or a firewall drops the connection.',
    remedy: remedy(
      'Check the network, VPN and proxy, then',
      format.call('assume', format.roleName),
    ),
  }),
} satisfies Partial<FailureTexts>;

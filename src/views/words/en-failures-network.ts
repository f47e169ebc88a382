import type { FailureTexts } from './texts.ts';
import { remedy, lines, seconds } from './en-failure-parts.ts';

const proxyCauses: Readonly<Record<string, string>> = {
  'HTTP 407': 'It wants a user and a password',
  'no HTTP': 'It does not answer as an HTTP proxy does',
  'no answer': 'It accepts connections and does not answer',
  SOCKS: 'It is no HTTP proxy, and Rolekeeper speaks to no other',
  ENOTFOUND: 'Its name is not known',
  ERR_SSL_WRONG_VERSION_NUMBER: 'It does not answer as an HTTP proxy does',
};

const networkCauses: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The computer is there, but nothing listens at this address',
  ECONNRESET: 'The connection was cut off',
  ENOTFOUND: 'Its name is not known: the network is off, or the endpoint is mistyped',
  EAI_AGAIN:
    'Its name could not be looked up: the network is off, or its name server does not answer',
  ETIMEDOUT: 'The connection was not taken up in time',
  EHOSTUNREACH: 'There is no way to it',
  ENETUNREACH: 'There is no way to it: the network is off',
  EPIPE: 'The connection was cut off',
};

const throughProxy = (host: string, proxy: string | undefined): string | null =>
  proxy === undefined
    ? null
    : `The proxy ${proxy} opened the way to it: what failed later is the proxy or ${host}.`;

/** AWS is not reached. */
export const enNetworkFailures = {
  network: (failure, voice) => ({
    title: `${failure.host} cannot be reached`,
    detail: lines(
      `${networkCauses[failure.code] ?? 'The connection failed'} (${failure.code}).`,
      throughProxy(failure.host, failure.proxy),
    ),
    remedy: remedy('Check the network, VPN and proxy, then', voice.call('assume', voice.roleName)),
  }),
  'network-proxy': (failure) => ({
    title: `The proxy ${failure.proxy} does not work`,
    detail: `${proxyCauses[failure.code] ?? networkCauses[failure.code] ?? 'It passes no request on'} (${failure.code}).`,
    remedy: remedy(
      'Check the proxy in the settings, HTTPS_PROXY, NO_PROXY and the proxy of the system, then',
      'rolekeeper doctor',
    ),
  }),
  'network-intercepted': (failure) => ({
    title: `Something between here and ${failure.host} answered instead of it`,
    detail: lines(
      failure.reason === '' ? null : `What was seen: ${failure.reason}`,
      'A proxy that asks for a password, a sign-in page of the network, or a company certificate that is not known here does this.',
    ),
    remedy: remedy(
      'Set HTTPS_PROXY and AWS_CA_BUNDLE as for the AWS CLI, then',
      'rolekeeper doctor',
    ),
  }),
  timeout: (failure, voice) => ({
    title: `${failure.host} did not answer within ${seconds(failure.afterMs)}`,
    detail:
      throughProxy(failure.host, failure.proxy) ??
      'The network is very slow, or something on the way drops the connection.',
    remedy: remedy('Check the network, VPN and proxy, then', voice.call('assume', voice.roleName)),
  }),
} satisfies Partial<FailureTexts>;

import { HttpRequest } from '@smithy/core/protocols';
import type { InspectionRequest } from '../../core/app/core-ports.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Check } from '../../core/contract/check.ts';
import { certificatesFault } from '../sts/certificate-authorities.ts';
import { caBundleOf, type NetworkSettings } from '../sts/network-settings.ts';
import { proxiesTo } from '../sts/proxies-to.ts';
import { withRequestHandler } from '../sts/request-handler.ts';

/** The server to which the proxy check sends its request if there are no roles yet. */
const ANY_STS = 'https://sts.us-east-1.amazonaws.com';

interface RequestOptions {
  readonly offline: boolean;
  readonly clock: Clock;
}

/**
 * Checks the network to STS. Sends a request through each proxy, and reads the files of CA
 * certificates.
 */
export async function networkChecks(
  network: NetworkSettings,
  { offline, stsUrls, profileBundles }: InspectionRequest,
  clock: Clock,
): Promise<readonly Check[]> {
  const ownBundle = caBundleOf(network, null);
  const bundle = await bundleCheck(ownBundle, null);
  const otherBundles = profileBundles.filter(({ path }) => caBundleOf(network, path) !== ownBundle);
  // Leaves out a bundle that cannot be read, so that the proxy can still be checked.
  const usable = bundle.level === 'good' ? network : withoutBundle(network);
  const [proxies, ...bundles] = await Promise.all([
    proxyChecks(usable, stsUrls.length === 0 ? [ANY_STS] : stsUrls, { offline, clock }),
    ...otherBundles.map(({ profile, path }) => bundleCheck(caBundleOf(network, path), profile)),
  ]);
  return [...proxies, bundle, ...bundles];
}

/** Returns one check for each proxy and each server. */
async function proxyChecks(
  network: NetworkSettings,
  stsUrls: readonly string[],
  options: RequestOptions,
): Promise<readonly Check[]> {
  const found = await Promise.all(
    stsUrls.map(async (stsUrl) => {
      const to = URL.parse(stsUrl);
      return to === null ? [] : checksOfServer(to, network, options);
    }),
  );
  const checks = found.flat();
  return checks.length === 0 ? [{ check: 'proxy', level: 'good', facts: { url: null } }] : checks;
}

/**
 * Checks the proxies to one server. A failed proxy is a warning instead of a problem if another
 * proxy works, or if the system also allows a direct connection.
 */
async function checksOfServer(
  to: URL,
  network: NetworkSettings,
  options: RequestOptions,
): Promise<readonly Check[]> {
  const { protocol, hostname, port } = to;
  const proxies = await proxiesTo(network, { protocol, hostname, port: portOf(port) });
  if (proxies[0] === null) return [];
  const checks = await Promise.all(
    proxies.map(async (proxy) => (proxy === null ? null : proxyCheck(proxy, to, network, options))),
  );
  const isReachable = checks.some((check) => check === null || check.level === 'good');
  return checks
    .filter((check) => check !== null)
    .map((check) =>
      check.level === 'bad' && isReachable ? { ...check, level: 'warning' as const } : check,
    );
}

async function proxyCheck(
  proxy: string,
  to: URL,
  network: NetworkSettings,
  { offline, clock }: RequestOptions,
): Promise<Check> {
  const parsed = URL.parse(proxy);
  if (parsed === null) return { check: 'proxy', level: 'bad', facts: { trouble: 'no URL' } };
  // The URL of a proxy can contain a user name and a password, so only the host is shown.
  const facts = { url: `${parsed.protocol}//${parsed.host}`, host: to.host };
  if (offline) return { check: 'proxy', level: 'skipped', facts };
  const { protocol, hostname, port } = to;
  const request = new HttpRequest({
    protocol,
    hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    path: '/',
    method: 'GET',
    headers: { host: to.host, accept: '*/*' },
  });
  const withOneProxy =
    network.systemProxy === undefined
      ? network
      : { ...network, systemProxy: () => Promise.resolve([proxy]) };
  const failure = await withRequestHandler(
    { network: withOneProxy, caBundle: null, clock },
    async (handler) => {
      await handler.handle(request).catch(() => null);
      return handler.noAnswerFailure();
    },
  );
  const isUnreached = failure !== null && failure.kind !== 'network-intercepted';
  return isUnreached
    ? { check: 'proxy', level: 'bad', facts, failure }
    : { check: 'proxy', level: 'good', facts };
}

function withoutBundle(network: NetworkSettings): NetworkSettings {
  return { ...network, env: { ...network.env, AWS_CA_BUNDLE: undefined }, caBundle: null };
}

function portOf(port: string): number | undefined {
  return port === '' ? undefined : Number(port);
}

/**
 * Checks a file of CA certificates. `profile` is the profile whose `ca_bundle` names the file, or
 * null if the environment or the settings name it.
 */
async function bundleCheck(path: string | null, profile: string | null): Promise<Check> {
  const facts = { path, ...(profile === null ? {} : { profile }) };
  if (path === null) return { check: 'ca', level: 'good', facts };
  const code = await certificatesFault(path);
  return code === null
    ? { check: 'ca', level: 'good', facts }
    : { check: 'ca', level: 'bad', facts: { ...facts, code } };
}

import { HttpRequest } from '@smithy/core/protocols';
import type { Inspection } from '../../core/app/core-ports.ts';
import { proxyFor } from '../../core/aws-config/proxy.ts';
import type { Check } from '../../core/contract/check.ts';
import { systemClock } from '../system-clock.ts';
import { certificatesFault } from '../sts/certificate-authorities.ts';
import { caBundleOf, type NetworkSettings } from '../sts/network-settings.ts';
import { withRequestHandler } from '../sts/request-handler.ts';

/** The host for the proxy check if there are no roles yet. */
const ANY_STS = 'https://sts.us-east-1.amazonaws.com';

/** Checks the network to STS: sends a request through the proxy and reads the certificates. */
export async function networkChecks(
  way: NetworkSettings,
  { offline, stsUrls, profileBundles }: Inspection,
): Promise<readonly Check[]> {
  const own = caBundleOf(way, null);
  const bundle = await bundleCheck(own, null);
  const named = profileBundles.filter(({ path }) => caBundleOf(way, path) !== own);
  // Without the unreadable bundle, so that the proxy can still be checked.
  const usable = bundle.level === 'good' ? way : withoutBundle(way);
  const [proxies, ...bundles] = await Promise.all([
    proxyChecks(usable, stsUrls.length === 0 ? [ANY_STS] : stsUrls, offline),
    ...named.map(({ profile, path }) => bundleCheck(caBundleOf(way, path), profile)),
  ]);
  return [...proxies, bundle, ...bundles];
}

/** One check for each proxy and each server behind it. */
async function proxyChecks(
  way: NetworkSettings,
  stsUrls: readonly string[],
  offline: boolean,
): Promise<readonly Check[]> {
  const ways = stsUrls.flatMap((stsUrl) => {
    const to = URL.parse(stsUrl);
    if (to === null) return [];
    const { protocol, hostname, port } = to;
    const proxy = proxyFor({ protocol, hostname, port: portOf(port) }, way.env);
    return proxy === null ? [] : [{ proxy, to }];
  });
  if (ways.length === 0) return [{ check: 'proxy', level: 'good', facts: { url: null } }];
  return Promise.all(ways.map(({ proxy, to }) => proxyCheck(proxy, to, way, offline)));
}

async function proxyCheck(
  proxy: string,
  to: URL,
  way: NetworkSettings,
  offline: boolean,
): Promise<Check> {
  const parsed = URL.parse(proxy);
  if (parsed === null) return { check: 'proxy', level: 'bad', facts: { trouble: 'no URL' } };
  // The origin only, because a proxy's URL can contain its password.
  const facts = { url: parsed.origin, host: to.host };
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
  const failure = await withRequestHandler(
    { way, caBundle: null, clock: systemClock },
    async (handler) => {
      await handler.handle(request).catch(() => null);
      return handler.noAnswer();
    },
  );
  const isOfProxy = failure?.kind === 'network-proxy' || failure?.kind === 'timeout';
  return isOfProxy
    ? { check: 'proxy', level: 'bad', facts, failure }
    : { check: 'proxy', level: 'good', facts };
}

function withoutBundle({ env }: NetworkSettings): NetworkSettings {
  return { env: { ...env, AWS_CA_BUNDLE: undefined }, caBundle: null };
}

function portOf(port: string): number | undefined {
  return port === '' ? undefined : Number(port);
}

/** `profile` owns the `ca_bundle`; null if the path is from the environment or the settings. */
async function bundleCheck(path: string | null, profile: string | null): Promise<Check> {
  const facts = { path, ...(profile === null ? {} : { profile }) };
  if (path === null) return { check: 'ca', level: 'good', facts };
  const code = await certificatesFault(path);
  return code === null
    ? { check: 'ca', level: 'good', facts }
    : { check: 'ca', level: 'bad', facts: { ...facts, code } };
}

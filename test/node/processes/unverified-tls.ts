import { consoleUrl } from '../../../src/node/sts/console-url.ts';
import { withRequestHandler } from '../../../src/node/sts/request-handler.ts';
import { createSts } from '../../../src/node/sts/sts-client.ts';
import { systemClock } from '../../../src/node/system-clock.ts';

/**
 * Calls a server with an untrusted certificate in every way that Rolekeeper calls AWS, and prints
 * each result.
 */
const [url = '', proxy = ''] = process.argv.slice(2);
const direct = { env: {}, caBundle: null };
const throughProxy = { env: { HTTPS_PROXY: proxy, HTTP_PROXY: proxy }, caBundle: null };
const keys = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'x'.repeat(40),
  sessionToken: 'y'.repeat(100),
};
const session = { ...keys, expiration: Date.now() + 3_600_000 };

async function sts(
  network: typeof direct | typeof throughProxy,
  endpoint: string,
): Promise<string> {
  const port = createSts({
    env: network.env,
    networkSettings: () => network,
    clock: systemClock,
    configFile: { read: () => Promise.resolve({ ok: true, value: null }) },
    honourConfiguredEndpoints: true,
  });
  const caller = { credentials: keys, region: 'eu-central-1', endpoint, clockOffsetMs: 0 };
  const answer = await port.getCallerIdentity(caller);
  port.reset();
  return answer.ok ? 'answered' : answer.error.code;
}

async function sdkClient(): Promise<string> {
  const { SSOOIDCClient, RegisterClientCommand } = await import('@aws-sdk/client-sso-oidc');
  const signal = AbortSignal.timeout(10_000);
  return withRequestHandler(
    { network: direct, caBundle: null, clock: systemClock, signal },
    async (requestHandler) => {
      const client = new SSOOIDCClient({
        region: 'eu-central-1',
        endpoint: url,
        requestHandler,
        maxAttempts: 1,
      });
      try {
        await client.send(new RegisterClientCommand({ clientName: 'x', clientType: 'public' }));
        return 'answered';
      } catch (error) {
        return error instanceof Error && 'code' in error ? String(error.code) : String(error);
      }
    },
  );
}

async function consoleLink(): Promise<string> {
  const page = {
    roleName: 'x',
    federation: `${url}/federation`,
    destination: 'https://x.example/',
    browser: null,
  };
  const answer = await consoleUrl(page, session, direct);
  if (answer.ok) return 'answered';
  return answer.failure.kind === 'network-intercepted'
    ? answer.failure.reason
    : answer.failure.kind;
}

/** Proves that `NODE_TLS_REJECT_UNAUTHORIZED` has an effect in this process. */
async function fetchPage(): Promise<string> {
  return String((await fetch(`${url}/control`)).status);
}

const found = {
  sts: await sts(direct, url),
  'sts through an https proxy': await sts(throughProxy, 'https://sts.example'),
  'plain http through an https proxy': await sts(throughProxy, 'http://sts.example'),
  'an SDK client': await sdkClient(),
  'the console': await consoleLink(),
  fetch: await fetchPage(),
};
process.stdout.write(JSON.stringify(found));

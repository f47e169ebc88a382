import { ListAccountRolesCommand, ListAccountsCommand, SSOClient } from '@aws-sdk/client-sso';
import { readProfiles } from '../../core/aws-config/profiles.ts';
import type { CancelSignal, PortalAnswer, PortalPages } from '../../core/access-portal.ts';
import type { AwsConfigFile } from '../../core/ports/aws-config-file.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { SsoSession } from '../../core/sign-in-session.ts';
import type { Result } from '../../core/result.ts';
import type { NetworkSettings } from '../sts/network-settings.ts';
import type { RequestHandler } from '../sts/request-handler.ts';
import { portalFailure, type SdkError } from './portal-failure.ts';
import {
  clientSettings,
  ssoToken,
  type SsoDependencies,
  type TokenRefreshes,
} from './sso-token.ts';
import { withPortal } from './with-portal.ts';

export interface AccessPortalOptions {
  readonly networkSettings: () => NetworkSettings;
  readonly clock: Clock;
  readonly configFile: Pick<AwsConfigFile, 'read'>;
  readonly refreshes: TokenRefreshes;
}

/** The largest page that the portal accepts (botocore's model `sso`, MaxResultType). */
const PAGE_SIZE = 100;

/**
 * Calls `use` with functions that request pages from the portal of this sign-in, with the same
 * network settings as the calls of STS. Fails if the config file cannot be read.
 */
export async function browsePortal<T>(
  session: SsoSession,
  cancelled: CancelSignal,
  use: (pages: PortalPages) => Promise<Result<T>>,
  { networkSettings, clock, configFile, refreshes }: AccessPortalOptions,
): Promise<Result<T>> {
  const config = await configFile.read();
  if (!config.ok) return config;
  const profiles = readProfiles({ config: config.value, credentials: null });
  const control = new AbortController();
  const unsubscribe = cancelled.onCancel(() => control.abort());
  if (cancelled.isCancelled) control.abort();
  try {
    return await withPortal(
      session,
      { network: networkSettings(), clock, profiles, refreshes, signal: control.signal },
      (dependencies, handler) => use(pagesOf(session, dependencies, handler)),
    );
  } finally {
    unsubscribe();
  }
}

function pagesOf(
  session: SsoSession,
  dependencies: SsoDependencies,
  sharedHandler: RequestHandler,
): PortalPages {
  const signIn = { session: session.name, startUrl: session.startUrl, region: session.region };

  async function ask<T>(
    accountId: string | null,
    send: (client: SSOClient, accessToken: string) => Promise<PortalAnswer<T>>,
  ): Promise<PortalAnswer<T>> {
    // Each call needs its own handler, because a handler keeps the error of its last request.
    const requestHandler = sharedHandler.sibling();
    const ownDependencies = { ...dependencies, requestHandler };
    let token = '';
    try {
      ({ accessToken: token } = await ssoToken(signIn, ownDependencies));
      const client = new SSOClient(
        clientSettings(signIn, ownDependencies, ownDependencies.endpoints.sso),
      );
      try {
        return await send(client, token);
      } finally {
        client.destroy();
      }
    } catch (error) {
      const failure =
        requestHandler.noAnswerFailure() ??
        portalFailure(error, { session, accountId, secrets: [token] });
      return { ok: false, failure, retryAfterMs: retryAfterMs(error) };
    }
  }

  return {
    accounts: (page) =>
      ask(null, async (client, accessToken) => {
        const { accountList = [], nextToken } = await client.send(
          new ListAccountsCommand({ accessToken, maxResults: PAGE_SIZE, ...nextPage(page) }),
        );
        const items = accountList.flatMap(({ accountId, accountName = '', emailAddress = '' }) =>
          accountId === undefined ? [] : [{ accountId, accountName, emailAddress }],
        );
        return { ok: true, items, nextPage: nextToken ?? null };
      }),
    permissionSets: (accountId, page) =>
      ask(accountId, async (client, accessToken) => {
        const { roleList = [], nextToken } = await client.send(
          new ListAccountRolesCommand({
            accessToken,
            accountId,
            maxResults: PAGE_SIZE,
            ...nextPage(page),
          }),
        );
        const items = roleList.flatMap(({ roleName }) =>
          roleName === undefined ? [] : [roleName],
        );
        return { ok: true, items, nextPage: nextToken ?? null };
      }),
  };
}

function nextPage(page: string | null): { readonly nextToken?: string } {
  return page === null ? {} : { nextToken: page };
}

/**
 * Returns the time in the Retry-After header. HTTP allows seconds or a date, but AWS sends only
 * seconds.
 */
function retryAfterMs(error: unknown): number | null {
  const headers = error instanceof Error ? (error as SdkError).$response?.headers : undefined;
  const seconds = Number(headers?.['retry-after'] ?? NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}

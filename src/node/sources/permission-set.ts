import type { SsoSettings } from '../../core/sso-settings.ts';
import type { Failure } from '../../core/failure.ts';
import type { SessionCredentials } from '../../core/credentials.ts';
import type { SsoSession } from '../../core/sign-in-session.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { scrub } from '../sts/scrub.ts';
import { portalFailure, type SdkError } from './portal-failure.ts';
import { ssoCredentials } from './sso-credentials.ts';
import { type PortalDependencies, withPortal } from './with-portal.ts';

/**
 * Gets the credentials of a permission set. The permission set determines how long they are valid.
 */
export async function permissionSetCredentials(
  settings: SsoSettings,
  dependencies: PortalDependencies,
): Promise<Result<SessionCredentials>> {
  const { session: name, startUrl, region } = settings;
  const signIn = name ?? startUrl;
  const session = { kind: 'sso', profile: signIn, name, startUrl, region, scopes: [] } as const;
  return withPortal(session, dependencies, async (portal, handler) => {
    try {
      return ok(await ssoCredentials(settings, portal));
    } catch (error) {
      return failed(handler.noAnswerFailure() ?? failureOf(error, settings, session));
    }
  });
}

/** The names of errors that mean that the portal refuses this account or permission set. */
const DENIED: readonly string[] = ['ForbiddenException', 'ResourceNotFoundException'];

function failureOf(error: unknown, settings: SsoSettings, session: SsoSession): Failure {
  const { accountId, roleName: permissionSet } = settings;
  if (error instanceof Error && DENIED.includes(error.name)) {
    const { $metadata: { requestId = null } = {} } = error as SdkError;
    const message = scrub(error.message, []);
    return { kind: 'permission-set-denied', accountId, permissionSet, message, requestId };
  }
  return portalFailure(error, { session, accountId, secrets: [] });
}

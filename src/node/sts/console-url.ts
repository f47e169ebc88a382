import * as z from 'zod/mini';
import type { ConsolePage } from '../../core/contract/app.ts';
import type { Failure } from '../../core/failure.ts';
import type { SessionCredentials } from '../../core/credentials.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { systemClock } from '../system-clock.ts';
import { CaBundleError } from './certificate-authorities.ts';
import { getRequest } from './get-request.ts';
import { withRequestHandler } from './request-handler.ts';
import type { NetworkSettings } from './network-settings.ts';

const answer = z.object({ SigninToken: z.string().check(z.minLength(1)) });

/**
 * Returns a secret address, valid for 15 minutes, that opens a page of the console with the session
 * of a role (IAM user guide, "Enable custom identity broker access to the AWS console"). Sends no
 * SessionDuration, which AWS forbids for chained roles, so the console session lasts as long as the
 * credentials.
 */
export async function consoleUrl(
  { roleName, federation, destination }: ConsolePage,
  { accessKeyId, secretAccessKey, sessionToken }: SessionCredentials,
  network: NetworkSettings,
): Promise<Result<string>> {
  const sessionJson = JSON.stringify({
    sessionId: accessKeyId,
    sessionKey: secretAccessKey,
    sessionToken,
  });
  const request = getRequest(federation, {
    query: { Action: 'getSigninToken', Session: sessionJson },
  });
  const { hostname } = new URL(federation);
  const intercepted: Failure = {
    kind: 'network-intercepted',
    reason: 'no sign-in token',
    host: hostname,
  };
  try {
    return await withRequestHandler(
      { network, caBundle: null, clock: systemClock },
      async (handler) => {
        try {
          const { response } = await handler.handle(request);
          const why = refusalReason(response.statusCode);
          if (why !== null) return failed({ kind: 'no-console', roleName, why, partition: null });
          const { SigninToken } = answer.parse(
            JSON.parse((response.body as Buffer).toString('utf8')),
          );
          const login = {
            Action: 'login',
            Issuer: 'Rolekeeper',
            Destination: destination,
            SigninToken,
          };
          return ok(`${federation}?${new URLSearchParams(login).toString()}`);
        } catch {
          return failed(handler.noAnswerFailure() ?? intercepted);
        }
      },
    );
  } catch (error) {
    if (!(error instanceof CaBundleError)) throw error;
    return failed({ ...intercepted, reason: error.message });
  }
}

/**
 * Returns why AWS refuses the session, or null if the status shows no refusal. AWS answers 400 if
 * it does not accept the session.
 */
function refusalReason(status: number): 'refused' | 'unavailable' | null {
  if (status === 400) return 'refused';
  return status >= 500 ? 'unavailable' : null;
}

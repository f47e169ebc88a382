import { getRequest } from '../sts/get-request.ts';
import { withRequestHandler } from '../sts/request-handler.ts';
import type { NetworkSettings } from '../sts/network-settings.ts';
import { systemClock } from '../system-clock.ts';

/**
 * Requests GitHub's "latest release" from this address, through the application's proxy, and
 * returns the answer as JSON, or null if the request fails. Verifies the certificate, sends no
 * version, name or cookie, follows no redirect, and reads at most one megabyte.
 */
export async function latestRelease(address: string, network: NetworkSettings): Promise<unknown> {
  // GitHub refuses a request without a user agent.
  const request = getRequest(address, { headers: { 'user-agent': 'rolekeeper' } });
  try {
    return await withRequestHandler(
      { network, caBundle: null, clock: systemClock },
      async (handler): Promise<unknown> => {
        const { response } = await handler.handle(request);
        if (response.statusCode !== 200) return null;
        return JSON.parse((response.body as Buffer).toString('utf8'));
      },
    );
  } catch {
    // There is no network, no JSON or no readable certificates. The next check tries again.
    return null;
  }
}

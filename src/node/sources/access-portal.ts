import type { AccessPortal } from '../../core/access-portal.ts';
import type { AccessPortalOptions } from './portal-pages.ts';

/**
 * Creates the access to the portal, which lists the accounts and permission sets of a sign-in. Uses
 * the token in the AWS tools' cache.
 */
export function createAccessPortal(options: AccessPortalOptions): AccessPortal {
  return {
    async browse(session, cancelled, use) {
      // Loaded on demand, so that other commands do not load the SDK's client.
      const { browsePortal } = await import('./portal-pages.ts');
      return browsePortal(session, cancelled, use, options);
    },
  };
}

import type { AccessPortal } from '../../core/access-portal.ts';
import type { AccessPortalOptions } from './portal-pages.ts';

/** Lists accounts and permission sets of a sign-in, with its token in the AWS tools' cache. */
export function createAccessPortal(options: AccessPortalOptions): AccessPortal {
  return {
    async browse(session, cancelled, use) {
      // Loaded on demand: other commands must not wait for the SDK's client.
      const { browsePortal } = await import('./portal-pages.ts');
      return browsePortal(session, cancelled, use, options);
    },
  };
}

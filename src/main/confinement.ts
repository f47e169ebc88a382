import { Menu, type Session, type WebContents } from 'electron';
import { UNREACHABLE_PROXY } from '../core/contract/page-policy.ts';
import { openPage } from './open-page.ts';
import { platform } from './platform.ts';

/** Blocks all navigation of a page. A link to an allowed page opens in the user's browser. */
export function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    void openPage(url);
    return { action: 'deny' };
  });
  const stay = (navigation: { preventDefault: () => void }): void => navigation.preventDefault();
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', stay);
}

/**
 * Sets the application's menu: on macOS an edit menu, without which Cmd+C and Cmd+V do nothing.
 * Other systems get no menu, because Electron's default menu offers reload and developer tools.
 */
export function setApplicationMenu(): void {
  const mac = [{ role: 'appMenu' as const }, { role: 'editMenu' as const }];
  Menu.setApplicationMenu(platform.system === 'darwin' ? Menu.buildFromTemplate(mac) : null);
}

/** Denies the panel's session all permissions and all network access. */
export async function confineSession(session: Session): Promise<void> {
  denyPermissions(session);
  await session.setProxy(UNREACHABLE_PROXY);
}

/** Denies all permissions. A page needs none, because it reads the clipboard through the bridge. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
}

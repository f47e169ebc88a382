import { Menu, type Session, type WebContents } from 'electron';
import { UNREACHABLE_PROXY } from '../core/contract/page-policy.ts';
import { openPage } from './open-page.ts';
import { platform } from './platform.ts';

/** Blocks navigation; a link to a listed host opens in the browser. */
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
 * On macOS, Cmd+C and Cmd+V need an edit menu. Electron's default menu would offer reload and
 * developer tools.
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

/** A page needs no permission; it reads the clipboard through the bridge. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
}

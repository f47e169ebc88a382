import type { TrayHost } from '../node/tray-host.ts';

const waitMs = 10_000;

/**
 * Whether this desktop will show the tray icon. Electron decides how to show it once, when it makes the first icon, and at login the desktop's panel
 * may be there only some seconds later: a silent start waits for it. Null where the system itself has a place for icons.
 */
export async function trayHost(
  env: NodeJS.ProcessEnv,
  silently: boolean,
): Promise<TrayHost | null> {
  if (process.platform !== 'linux') return null;
  const { awaitTrayHost } = await import('../node/tray-host.ts');
  return awaitTrayHost(env, silently ? waitMs : 0);
}

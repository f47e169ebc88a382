import type { TrayHost } from '../node/tray-host.ts';
import { platform } from './platform.ts';

/** How long a silent start waits until the desktop shows tray icons. */
const HOST_WAIT_MS = 10_000;
/** The pause between two queries while the desktop shows no tray icons. */
const QUERY_EVERY_MS = 30_000;

/**
 * Returns whether this desktop shows the tray icon, or null on a system that always shows it. A
 * silent start at login waits until the desktop's panel runs, because Electron decides only once
 * how to show the icon.
 */
export async function trayHost(
  env: NodeJS.ProcessEnv,
  silently: boolean,
): Promise<TrayHost | null> {
  if (platform.system !== 'linux') return null;
  const { awaitTrayHost } = await import('../node/tray-host.ts');
  return awaitTrayHost(env, silently ? HOST_WAIT_MS : 0);
}

/** Calls `onPresent` once, as soon as this desktop shows tray icons. */
export function whenTrayHost(env: NodeJS.ProcessEnv, onPresent: () => void): void {
  const query = async (): Promise<void> => {
    const { findTrayHost } = await import('../node/tray-host.ts');
    if ((await findTrayHost(env)) === 'present') onPresent();
    else whenTrayHost(env, onPresent);
  };
  setTimeout(() => void query(), QUERY_EVERY_MS).unref();
}

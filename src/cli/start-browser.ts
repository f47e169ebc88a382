import { findProgram } from '../node/programs/find-program.ts';
import { hasSucceeded, runBrowser } from '../node/browser/run-browser.ts';
import type { Terminal } from './terminal.ts';

type TerminalSystem = Pick<Terminal, 'env' | 'platform'>;

/**
 * Opens an address, which other users can see in the process list. Resolves to false if there is no
 * browser, or if it cannot be started.
 */
export async function startBrowser(address: string, terminal: TerminalSystem): Promise<boolean> {
  const { env, platform } = terminal;
  try {
    // The package `open` can also open a page on Windows from WSL.
    if (platform === 'win32' || (platform === 'linux' && env['WSL_DISTRO_NAME'] !== undefined)) {
      const { default: open } = await import('open');
      return await hasSucceeded(await open(address));
    }
    const program =
      platform === 'darwin' ? '/usr/bin/open' : findProgram('xdg-open', { env, platform });
    return program !== null && (await runBrowser([program], address, terminal));
  } catch {
    // The system has no browser.
    return false;
  }
}

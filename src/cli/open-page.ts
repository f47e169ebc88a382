import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { findProgram } from '../node/programs/find-program.ts';
import type { Terminal } from './terminal.ts';

/** Opens a listed page in the browser, if there is one. The terminal also shows its address. */
export async function openPage(
  page: string,
  terminal: Pick<Terminal, 'env' | 'platform'>,
): Promise<void> {
  try {
    const child = await begin(page, terminal);
    child?.on('error', () => undefined);
  } catch {
    // The system knows no browser.
  }
}

async function begin(
  page: string,
  { env, platform }: Pick<Terminal, 'env' | 'platform'>,
): Promise<ChildProcess | null> {
  // The package also knows how to open a page on Windows from WSL.
  if (platform === 'win32' || (platform === 'linux' && env['WSL_DISTRO_NAME'] !== undefined)) {
    const { default: open } = await import('open');
    return open(page);
  }
  const program =
    platform === 'darwin' ? '/usr/bin/open' : findProgram('xdg-open', { env, platform });
  if (program === null) return null;
  const child = spawn(program, [page], { env: { ...env }, stdio: 'ignore', detached: true });
  child.unref();
  return child;
}

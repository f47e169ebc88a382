import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The facts that decide whether Electron can run here. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly hasDisplay: boolean;
  /** Shared libraries that the runtime needs and this system does not have. */
  readonly missingLibraries: readonly string[];
  /**
   * False if Chromium's sandbox cannot run: the kernel does not let ordinary users create
   * namespaces (Ubuntu 24), and the sandbox's helper program is not setuid.
   */
  readonly hasSandbox: boolean;
  /** Folder of the runtime; null if none is installed. */
  readonly runtime: string | null;
}

/**
 * Returns one line with the reason why Electron cannot run here and the remedy; null if it can run.
 * Never suggests `--no-sandbox`, because the panel needs the sandbox.
 */
export function obstacle({
  platform,
  isRoot,
  hasDisplay,
  missingLibraries,
  hasSandbox,
  runtime,
}: Machine): string | null {
  if (platform !== 'linux') return null;
  if (!hasDisplay)
    return 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): start the application from a desktop session.';
  if (isRoot) return 'Electron does not run as root: start it as an ordinary user.';
  if (missingLibraries.length > 0) {
    return `This system lacks ${missingLibraries.join(', ')}: install their packages. On Debian and Ubuntu: sudo apt install libnss3 libgtk-3-0 libgbm1 libasound2 libnotify4. From Ubuntu 24.04 and Debian 13 on, use libgtk-3-0t64 and libasound2t64.`;
  }
  if (!hasSandbox && runtime !== null) {
    const helper = join(runtime, 'chrome-sandbox');
    return `This kernel does not let ordinary users start Chromium's sandbox. Run: sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`;
  }
  return null;
}

export async function machineOf(
  { platform, env, geteuid }: Pick<NodeJS.Process, 'platform' | 'env' | 'geteuid'>,
  executable: string | null = null,
): Promise<Machine> {
  const runtime = executable === null ? null : dirname(executable);
  return {
    platform,
    isRoot: geteuid?.() === 0,
    hasDisplay: [env['DISPLAY'], env['WAYLAND_DISPLAY']].some(
      (name) => name !== undefined && name !== '',
    ),
    missingLibraries:
      executable !== null && platform === 'linux' ? await missingLibraries(executable) : [],
    hasSandbox:
      runtime === null ||
      (await unprivilegedNamespaces()) ||
      (await isSetuid(join(runtime, 'chrome-sandbox'))),
    runtime,
  };
}

async function missingLibraries(executable: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ldd', [executable]).catch(() => ({ stdout: '' }));
  return [...stdout.matchAll(/^[ \t]*(\S{1,255}) => not found$/gm)].map(([, name]) => name ?? '');
}

async function unprivilegedNamespaces(): Promise<boolean> {
  const restricted = await readFile(
    '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    'utf8',
  ).catch(() => '0');
  const allowed = await readFile('/proc/sys/kernel/unprivileged_userns_clone', 'utf8').catch(
    () => '1',
  );
  return restricted.trim() !== '1' && allowed.trim() !== '0';
}

async function isSetuid(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  return found?.uid === 0 && (found.mode & 0o4000) !== 0;
}

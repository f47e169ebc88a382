import type { Environment } from '../../core/environment.ts';

/**
 * True if a browser on this machine can redirect back to it; false if the user is at another
 * machine.
 */
export function hasOwnBrowser(env: Environment, platform: NodeJS.Platform): boolean {
  const has = (name: string): boolean => (env[name] ?? '') !== '';
  if (has('SSH_CONNECTION') || has('SSH_TTY')) return false;
  return platform !== 'linux' || has('DISPLAY') || has('WAYLAND_DISPLAY');
}

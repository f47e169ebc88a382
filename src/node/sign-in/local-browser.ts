import type { Environment } from '../../core/environment.ts';

/**
 * True if the user's browser runs on this machine, so that AWS's page can redirect back to this
 * machine. False if the user works on another machine.
 */
export function hasLocalBrowser(env: Environment, platform: NodeJS.Platform): boolean {
  const has = (name: string): boolean => (env[name] ?? '') !== '';
  if (has('SSH_CONNECTION') || has('SSH_TTY')) return false;
  return platform !== 'linux' || has('DISPLAY') || has('WAYLAND_DISPLAY');
}

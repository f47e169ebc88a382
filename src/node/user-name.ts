import { userInfo } from 'node:os';
import type { Environment } from '../core/environment.ts';

export function userName(env: Environment): string {
  try {
    return userInfo().username;
  } catch {
    // The user has no entry in the system's table, for example in a container.
    return env['USER'] ?? env['USERNAME'] ?? '';
  }
}

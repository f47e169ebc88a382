import { userInfo } from 'node:os';
import type { Environment } from '../core/environment.ts';

export function userName(env: Environment): string {
  try {
    return userInfo().username;
  } catch {
    // The system's table may have no entry for the user, for example in a container.
    return env['USER'] ?? env['USERNAME'] ?? '';
  }
}

import type { RoleSecrets } from '../core/contract/app.ts';
import type { Role } from '../core/roles/role.ts';
import { freshSecrets } from '../node/fresh-secrets.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/**
 * Returns a role's keys for `credentials`, `env` and `exec`: from the file if they are fresh,
 * otherwise after an assume. The rest of Rolekeeper is loaded only in the second case. `asks`: a
 * person gets new keys at any time, a program only if the person is not away.
 */
export async function withSecrets(
  terminal: Terminal,
  name: string,
  asks: 'person' | 'program',
  use: (role: Role, secrets: RoleSecrets) => Promise<ExitCode>,
): Promise<ExitCode> {
  const fresh = await freshSecrets(terminal.env, name);
  if (fresh !== null) return use(fresh.role, fresh.secrets);
  const { withObtainedSecrets } = await import('./obtained-secrets.ts');
  return withObtainedSecrets(terminal, name, asks, use);
}

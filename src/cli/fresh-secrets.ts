import type { RoleSecrets } from '../core/contract/app.ts';
import type { Role } from '../core/roles/role.ts';
import { freshSecrets } from '../node/fresh-secrets.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/**
 * Gets a role's credentials for `credentials`, `env` and `exec`. Reads them from the file if they
 * are fresh. Otherwise loads the whole app, which assumes the role.
 *
 * A person gets new credentials at any time. A program gets new credentials only if the user is not
 * away.
 */
export async function withSecrets(
  terminal: Terminal,
  name: string,
  requestedBy: 'person' | 'program',
  use: (role: Role, secrets: RoleSecrets) => Promise<ExitCode>,
): Promise<ExitCode> {
  const fresh = await freshSecrets(terminal.env, name);
  if (fresh !== null) return use(fresh.role, fresh.secrets);
  const { withObtainedSecrets } = await import('./obtained-secrets.ts');
  return withObtainedSecrets(terminal, name, requestedBy, use);
}

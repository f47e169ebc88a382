import type { RoleSecrets } from '../core/contract/app.ts';
import type { Role } from '../core/roles/role.ts';
import { freshSecrets } from '../node/fresh-secrets.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/**
 * Gets a role's credentials from the file if they are fresh, otherwise with the whole app, which
 * assumes the role. If `requestedBy` is `program`, assumes no role while roles are released because
 * the user is away.
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

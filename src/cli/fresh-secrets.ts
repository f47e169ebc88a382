import type { RoleSecrets } from '../core/contract/app.ts';
import type { Result } from '../core/result.ts';
import type { Role } from '../core/roles/role.ts';
import { tellFailure } from './output/telling.ts';
import { answerMfa, mfaCodes } from './mfa-codes.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { withRole } from './with-app.ts';

/** For `credentials`, `env` and `exec`: the keys of a role, from the file where they are fresh, else after assuming it as `assume` does. */
export async function withSecrets(
  terminal: Terminal,
  name: string,
  use: (role: Role, secrets: RoleSecrets) => Promise<ExitCode>,
): Promise<ExitCode> {
  const codes = await mfaCodes(terminal, undefined);
  if (!codes.ok) return tellFailure(terminal, codes.failure, null);
  return withRole(terminal, name, async (app, { role }) => {
    let session: Result<unknown> = await app.api.session.ensure({ roleId: role.id });
    if (!session.ok && session.failure.kind === 'mfa-needed') {
      const answer = await answerMfa(terminal, app, codes.value, session.failure);
      session = answer.ok
        ? (answer.value.find(({ roleId }) => roleId === role.id)?.result ??
          (await app.api.session.ensure({ roleId: role.id })))
        : answer;
    }
    if (!session.ok) return tellFailure(terminal, session.failure, role.name);
    const secrets = await app.secretsOf(role.id);
    return secrets.ok
      ? use(role, secrets.value)
      : tellFailure(terminal, secrets.failure, role.name);
  });
}

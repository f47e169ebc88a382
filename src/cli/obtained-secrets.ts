import type { App, RoleSecrets } from '../core/contract/app.ts';
import type { Result } from '../core/result.ts';
import type { Role } from '../core/roles/role.ts';
import { reportingChangedCredentials } from './output/changed-credentials.ts';
import { reportFailure } from './output/reports.ts';
import { answerMfa, mfaCodes } from './mfa-codes.ts';
import type { MfaCodes } from './mfa-codes.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { withRole } from './with-app.ts';

/**
 * Gets a role's credentials with the whole app, which assumes the role, asks the user and reports
 * problems.
 */
export async function withObtainedSecrets(
  terminal: Terminal,
  name: string,
  requestedBy: 'person' | 'program',
  use: (role: Role, secrets: RoleSecrets) => Promise<ExitCode>,
): Promise<ExitCode> {
  const codes = await mfaCodes(terminal, undefined);
  if (!codes.ok) return reportFailure(terminal, codes.failure, null);
  return withRole(terminal, name, async (app, { role }) => {
    const awayReason = requestedBy === 'program' ? app.awayElsewhere() : null;
    if (awayReason !== null) {
      const failure = { kind: 'person-away', roleName: role.name, awayReason } as const;
      return reportFailure(terminal, failure, role.name);
    }
    const session = await reportingChangedCredentials(terminal, app, () =>
      ensureSession(terminal, app, codes.value, role.id),
    );
    if (!session.ok) return reportFailure(terminal, session.failure, role.name);
    const secrets = await app.secretsOf(role.id);
    return secrets.ok
      ? use(role, secrets.value)
      : reportFailure(terminal, secrets.failure, role.name);
  });
}

/**
 * Ensures that the role has a fresh session. If necessary, assumes the role and asks for an MFA
 * code.
 */
export async function ensureSession(
  terminal: Terminal,
  app: App,
  codes: MfaCodes,
  roleId: string,
): Promise<Result<unknown>> {
  const session = await app.api.session.ensure({ roleId });
  if (session.ok || session.failure.kind !== 'mfa-needed') return session;
  const answer = await answerMfa(terminal, app, codes, session.failure);
  if (!answer.ok) return answer;
  const outcome = answer.value.find((each) => each.roleId === roleId);
  return outcome?.result ?? app.api.session.ensure({ roleId });
}

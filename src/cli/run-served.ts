import { join } from 'node:path';
import type { App } from '../core/contract/app.ts';
import type { EnvironmentChange } from '../core/contract/environment.ts';
import type { Role } from '../core/roles/role.ts';
import { endpointUrl, endpointVariables } from '../core/serving/endpoint-variables.ts';
import { systemRandom } from '../node/hash-and-random.ts';
import { rolekeeperHome } from '../node/home.ts';
import { startCredentialsEndpoint } from '../node/serving/credentials-endpoint.ts';
import { endpointMessage } from '../views/endpoint-message.ts';
import { mfaCodes } from './mfa-codes.ts';
import { ensureSession } from './obtained-secrets.ts';
import { reportFailure } from './output/reports.ts';
import { reportBug } from './reporting-bugs.ts';
import { terminalFormat } from './output/terminal-format.ts';
import { runProgram } from './run-program.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { findRoles, withApp } from './with-app.ts';

const TOKEN_BYTES = 32;

/**
 * Runs a program and serves it fresh credentials of the role until it ends. Only the environment of
 * the program contains the token of the endpoint.
 */
export async function runServed(
  terminal: Terminal,
  name: string,
  program: readonly string[],
): Promise<ExitCode> {
  const codes = await mfaCodes(terminal, undefined);
  if (!codes.ok) return reportFailure(terminal, codes.failure, null);
  return withApp(terminal, 'on-request', async (app) => {
    const { found, unknown } = findRoles(app, [name]);
    const [role] = found.map((view) => view.role);
    const [failure] = unknown;
    if (failure !== undefined) return reportFailure(terminal, failure, null);
    if (role === undefined) throw new Error('findRoles returned neither a role nor a failure');
    const session = await ensureSession(terminal, app, codes.value, role.id);
    if (!session.ok) return reportFailure(terminal, session.failure, role.name);
    return serveProgram(terminal, app, role, program);
  });
}

async function serveProgram(
  terminal: Terminal,
  app: App,
  role: Role,
  program: readonly string[],
): Promise<ExitCode> {
  const secrets = await app.secretsOf(role.id);
  const kept = await app.api.session.keepHere({ roleId: role.id });
  if (!secrets.ok) return reportFailure(terminal, secrets.failure, role.name);
  if (!kept.ok) return reportFailure(terminal, kept.failure, role.name);
  const token = systemRandom.hex(TOKEN_BYTES);
  const started = await startCredentialsEndpoint({
    app,
    port: 0,
    roles: () => [role],
    tokenOf: () => token,
    messageOf: (failure) => endpointMessage(failure, terminalFormat(terminal, role.name)),
    report: (error) => void reportBug(terminal, error),
  });
  if (!started.ok) return reportFailure(terminal, started.failure, role.name);
  const { port, close } = started.value;
  // Only reports a failure. The user cannot be asked for a code, because the program uses the
  // terminal.
  const stopReporting = app.onEvent(({ roleId, failure }) => {
    if (roleId === role.id && failure !== null) void reportFailure(terminal, failure, role.name);
  });
  const url = endpointUrl(port, role);
  const variables = endpointVariables(url, { kind: 'variable', token }, secrets.value.region);
  try {
    return await runProgram(
      terminal,
      program,
      await variablesHidingDefault(terminal, app, variables),
    );
  } finally {
    stopReporting();
    await close();
  }
}

/**
 * Returns the variables for the program. If the profile `default` has credentials, the variables
 * hide the AWS files, because SDKs prefer that profile to an endpoint.
 */
async function variablesHidingDefault(
  terminal: Terminal,
  app: App,
  { set, unset }: EnvironmentChange,
): Promise<EnvironmentChange> {
  const sources = await app.api.role.sources({});
  const isHidden = sources.ok && sources.value.some(({ profile }) => profile === 'default');
  const nowhere = join(rolekeeperHome(terminal.env), 'no-aws-files');
  const files = { AWS_SHARED_CREDENTIALS_FILE: nowhere, AWS_CONFIG_FILE: nowhere };
  return { set: isHidden ? { ...set, ...files } : set, unset };
}

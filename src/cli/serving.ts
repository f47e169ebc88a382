import type { App } from '../core/contract/app.ts';
import { environmentLines } from '../core/contract/environment.ts';
import { ok, type Result } from '../core/result.ts';
import type { Role } from '../core/roles/role.ts';
import { endpointUrl, endpointVariables } from '../core/serving/endpoint-variables.ts';
import { ensureHome, rolekeeperHome } from '../node/home.ts';
import { startCredentialsEndpoint } from '../node/serving/credentials-endpoint.ts';
import { TokenFiles } from '../node/serving/token-files.ts';
import { displaySafe } from '../views/display-safe.ts';
import { endpointMessage } from '../views/endpoint-message.ts';
import { en } from '../views/words/en.ts';
import { reportFailure } from './output/reports.ts';
import { reportBug } from './reporting-bugs.ts';
import { terminalFormat } from './output/terminal-format.ts';
import { type Terminal, writeError, writeOut } from './terminal.ts';
import { findRoles } from './with-app.ts';

export interface ServeOptions {
  /** The roles to serve. If the list is empty, every role that is on. */
  readonly names: readonly string[];
  /** The port to listen on. Null means the port in the settings. */
  readonly port: number | null;
}

/**
 * Starts the credentials endpoint and returns a function that stops it. Prints the variables for
 * each role, also for a role that is switched on later.
 */
export async function serveRoles(
  terminal: Terminal,
  app: App,
  { names, port }: ServeOptions,
): Promise<Result<() => Promise<void>>> {
  const home = ensureHome(rolekeeperHome(terminal.env));
  if (!home.ok) return home;
  const files = new TokenFiles(home.value.endpointFolder);
  const all = (): readonly Role[] => app.state().roles.map(({ role }) => role);
  // Roles are selected by ID, because a role can get another name meanwhile.
  const chosen = new Set(findRoles(app, names).found.map(({ role }) => role.id));
  const served = (): readonly Role[] =>
    names.length === 0 ? all() : all().filter(({ id }) => chosen.has(id));
  // No role has any of these names. The caller reports this and ends the command.
  if (names.length > 0 && served().length === 0) return ok(() => Promise.resolve());
  const started = await startCredentialsEndpoint({
    app,
    port: port ?? app.state().preferences.credentialsEndpointPort,
    roles: served,
    tokenOf: (role) => files.tokenOf(role),
    messageOf: (failure, role) => endpointMessage(failure, terminalFormat(terminal, role.name)),
    report: (error) => void reportBug(terminal, error),
  });
  if (!started.ok) return started;
  const { port: usedPort, close } = started.value;
  const shown = new Set<string>();
  let output = Promise.resolve();
  const show = async (role: Role): Promise<void> => {
    const tokenFile = files.ensure(role);
    if (!tokenFile.ok) {
      await reportFailure(terminal, tokenFile.failure, role.name);
      return;
    }
    const token = { kind: 'file', path: tokenFile.value } as const;
    const { set } = endpointVariables(endpointUrl(usedPort, role), token, null);
    const lines = environmentLines({ set, unset: [] }, 'dotenv');
    if (lines.ok) await writeOut(terminal, `# ${displaySafe(role.name)}`, ...lines.value);
    else await reportFailure(terminal, lines.failure, role.name);
  };
  const onState = (): void => {
    const on = new Set(app.state().roles.flatMap(({ role, kept }) => (kept ? [role.id] : [])));
    const fresh = served().filter(({ id }) => (names.length > 0 || on.has(id)) && !shown.has(id));
    for (const role of fresh) {
      shown.add(role.id);
      output = output.then(() => show(role));
    }
  };
  await writeError(terminal, en.commandLine.serving(usedPort));
  const unsubscribe = app.subscribe(onState);
  await output;
  return ok(async () => {
    unsubscribe();
    await close();
    await output;
  });
}

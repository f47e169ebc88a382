import type { App } from '../core/contract/app.ts';
import type { AppState, ServedRole } from '../core/contract/app-state.ts';
import type { Failure } from '../core/failure.ts';
import type { Role } from '../core/roles/role.ts';
import { endpointUrl } from '../core/serving/endpoint-variables.ts';
import { Repeated } from '../core/repeated.ts';
import type { EndpointServer } from '../node/serving/endpoint-server.ts';
import type { TokenFiles } from '../node/serving/token-files.ts';
import { endpointMessage } from '../views/endpoint-message.ts';
import type { UnexpectedErrors } from './unexpected-errors.ts';
import { languageOf, systemFormat } from './language.ts';

/** The pause before the next attempt to listen on a port that another program uses. */
const RETRY_MS = 10_000;

export interface LocalEndpointDependencies {
  readonly core: Pick<App, 'report' | 'servedSecrets' | 'showServed' | 'state'>;
  /** The folder of the token files. */
  readonly folder: string;
  readonly errors: Pick<UnexpectedErrors, 'write'>;
}

/**
 * Starts and stops the application's credentials endpoint according to the settings, and creates a
 * token file for each role that is on. Tries again every 10 s while another program uses the port.
 */
export class LocalEndpoint {
  readonly #dependencies: LocalEndpointDependencies;
  readonly #apply = new Repeated(() => this.#applyOnce());
  #server: EndpointServer | null = null;
  #tokens: TokenFiles | null = null;
  /** The port in the settings, even if it cannot be used. Null if the setting is off. */
  #port: number | null = null;
  #retry: NodeJS.Timeout | undefined;
  #isEnded = false;
  /**
   * The reported problem of the port, as text, or an empty text. It remains until the port can be
   * used.
   */
  #reportedProblem = '';
  #problemRemovers: readonly (() => void)[] = [];
  /**
   * The roles and the port of the last call of `showServed`, as text. A different text means that
   * they have changed.
   */
  #shownText = '';

  constructor(dependencies: LocalEndpointDependencies) {
    this.#dependencies = dependencies;
  }

  onChange(state: AppState): Promise<void> {
    const wanted = wantedPort(state);
    const isSame = wanted === this.#port && this.#shownText === textOf(state, this.#server);
    return isSame ? Promise.resolve() : this.#apply.run();
  }

  /** Stops the endpoint permanently. Call it before the process ends. */
  end(): Promise<void> {
    this.#isEnded = true;
    return this.#close();
  }

  async #close(): Promise<void> {
    clearTimeout(this.#retry);
    const server = this.#server;
    this.#server = null;
    await server?.close();
  }

  async #applyOnce(): Promise<void> {
    const { core } = this.#dependencies;
    const wanted = wantedPort(core.state());
    if (wanted !== this.#port) {
      this.#port = wanted;
      await this.#close();
      this.#removeProblems();
    }
    if (wanted !== null && this.#server === null && !this.#isEnded) await this.#start(wanted);
    const state = core.state();
    const shown = textOf(state, this.#server);
    if (shown === this.#shownText) return;
    this.#shownText = shown;
    core.showServed(this.#servedRoles(state));
  }

  async #start(port: number): Promise<void> {
    const { core, folder, errors } = this.#dependencies;
    // Loaded on demand, because most users never switch the endpoint on.
    const { startCredentialsEndpoint } = await import('../node/serving/credentials-endpoint.ts');
    const { TokenFiles } = await import('../node/serving/token-files.ts');
    const tokens = new TokenFiles(folder);
    const roles = (): readonly Role[] => core.state().roles.map(({ role }) => role);
    const started = await startCredentialsEndpoint({
      app: core,
      port,
      roles,
      tokenOf: (role) => tokens.tokenOf(role),
      messageOf: (failure: Failure, { name }) =>
        endpointMessage(failure, systemFormat(languageOf(core.state()), name)),
      report: (error) => errors.write('the credentials endpoint failed', error),
    });
    this.#tokens = tokens;
    if (started.ok) this.#server = started.value;
    else if (started.failure.kind === 'endpoint-unavailable') this.#reportRefused(started.failure);
  }

  #reportRefused(problem: Parameters<App['report']>[0]): void {
    this.#retry = setTimeout(() => void this.#apply.run(), RETRY_MS).unref();
    const refused = JSON.stringify(problem);
    if (refused === this.#reportedProblem) return;
    this.#removeProblems();
    this.#report(problem);
    this.#reportedProblem = refused;
  }

  #servedRoles(state: AppState): readonly ServedRole[] {
    const [server, tokens] = [this.#server, this.#tokens];
    if (server === null || tokens === null) return [];
    this.#removeProblems();
    return state.roles.flatMap(({ role, kept }) => {
      const tokenFile = kept ? tokens.ensure(role) : null;
      if (tokenFile?.ok === true) {
        const url = endpointUrl(server.port, role);
        return [{ roleId: role.id, roleName: role.name, url, tokenFile: tokenFile.value }];
      }
      if (tokenFile?.failure.kind === 'state-unavailable')
        this.#report({ ...tokenFile.failure, kind: 'token-refused' });
      return [];
    });
  }

  #report(problem: Parameters<App['report']>[0]): void {
    this.#problemRemovers = [...this.#problemRemovers, this.#dependencies.core.report(problem)];
  }

  #removeProblems(): void {
    for (const remove of this.#problemRemovers) remove();
    this.#problemRemovers = [];
    this.#reportedProblem = '';
  }
}

function wantedPort({ preferences }: AppState): number | null {
  return preferences.credentialsEndpoint ? preferences.credentialsEndpointPort : null;
}

function textOf({ roles }: AppState, server: EndpointServer | null): string {
  const all = roles.map(({ role, kept }) => [role.id, role.name, kept]);
  return JSON.stringify(server === null ? [] : [server.port, ...all]);
}

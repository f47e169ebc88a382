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
import { languageOf, voice } from './voice.ts';

export interface LocalEndpointDependencies {
  readonly running: Pick<App, 'report' | 'servedSecrets' | 'showServed' | 'state'>;
  /** The folder of the token files. */
  readonly folder: string;
  readonly errors: Pick<UnexpectedErrors, 'write'>;
}

/**
 * The application's credentials endpoint. It starts and stops as the settings say, and makes a
 * token file for each role that is on.
 */
export class LocalEndpoint {
  readonly #from: LocalEndpointDependencies;
  readonly #follow = new Repeated(() => this.#followOnce());
  #server: EndpointServer | null = null;
  #tokens: TokenFiles | null = null;
  /** The port of the last start, even if it failed; null if the setting was off. */
  #lastPort: number | null = null;
  #problemRemovers: readonly (() => void)[] = [];
  /** The roles and the port that were last shown, as text, to notice a change. */
  #shownText = '';

  constructor(from: LocalEndpointDependencies) {
    this.#from = from;
  }

  onChange(state: AppState): Promise<void> {
    const wanted = wantedPort(state);
    const isSame = wanted === this.#lastPort && this.#shownText === textOf(state, this.#server);
    return isSame ? Promise.resolve() : this.#follow.run();
  }

  async close(): Promise<void> {
    await this.#server?.close();
    this.#server = null;
  }

  async #followOnce(): Promise<void> {
    const { running } = this.#from;
    const wanted = wantedPort(running.state());
    if (wanted !== this.#lastPort) {
      this.#lastPort = wanted;
      await this.close();
      this.#removeProblems();
      if (wanted !== null) await this.#start(wanted);
    }
    const state = running.state();
    const shown = textOf(state, this.#server);
    if (shown === this.#shownText) return;
    this.#shownText = shown;
    running.showServed(this.#servedOf(state));
  }

  async #start(port: number): Promise<void> {
    const { running, folder, errors } = this.#from;
    // Loaded on demand, because most people never switch it on.
    const { startCredentialsEndpoint } = await import('../node/serving/credentials-endpoint.ts');
    const { TokenFiles } = await import('../node/serving/token-files.ts');
    const tokens = new TokenFiles(folder);
    const roles = (): readonly Role[] => running.state().roles.map(({ role }) => role);
    const started = await startCredentialsEndpoint({
      app: running,
      port,
      roles,
      tokenOf: (role) => tokens.tokenOf(role, roles()),
      messageOf: (failure: Failure, { name }) =>
        endpointMessage(failure, voice(languageOf(running.state()), name)),
      report: (error) => errors.write('the credentials endpoint failed', error),
    });
    this.#tokens = tokens;
    if (started.ok) this.#server = started.value;
    else if (started.failure.kind === 'endpoint-unavailable') this.#report(started.failure);
  }

  #servedOf(state: AppState): readonly ServedRole[] {
    const [server, tokens] = [this.#server, this.#tokens];
    if (server === null || tokens === null) return [];
    this.#removeProblems();
    const roles = state.roles.map(({ role }) => role);
    return state.roles.flatMap(({ role, kept }) => {
      const tokenFile = kept ? tokens.ensure(role, roles) : null;
      if (tokenFile?.ok === true) {
        const url = endpointUrl(server.port, role.name);
        return [{ roleId: role.id, roleName: role.name, url, tokenFile: tokenFile.value }];
      }
      if (tokenFile?.failure.kind === 'state-unavailable')
        this.#report({ ...tokenFile.failure, kind: 'token-refused' });
      return [];
    });
  }

  #report(problem: Parameters<App['report']>[0]): void {
    this.#problemRemovers = [...this.#problemRemovers, this.#from.running.report(problem)];
  }

  #removeProblems(): void {
    for (const remove of this.#problemRemovers) remove();
    this.#problemRemovers = [];
  }
}

function wantedPort({ preferences }: AppState): number | null {
  return preferences.credentialsEndpoint ? preferences.credentialsEndpointPort : null;
}

function textOf({ roles }: AppState, server: EndpointServer | null): string {
  const all = roles.map(({ role, kept }) => [role.id, role.name, kept]);
  return JSON.stringify(server === null ? [] : [server.port, ...all]);
}

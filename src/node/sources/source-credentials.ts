import type { Credentials, SessionCredentials } from '../../core/credentials.ts';
import type { Environment } from '../../core/environment.ts';
import type { AwsConfigFile } from '../../core/ports/aws-config-file.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { SourceCredentials } from '../../core/ports/source-credentials.ts';
import type { CredentialsStore } from '../../core/credentials-file/credentials-store.ts';
import { failed, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { readProfiles } from '../../core/aws-config/profiles.ts';
import type { Profile, Profiles } from '../../core/aws-config/profiles.ts';
import { refuseForeignCode } from '../files/code-file.ts';
import { refusalIn } from '../files/file-refused.ts';
import type { Failure } from '../../core/failure.ts';
import type { SsoSettings } from '../../core/sso-settings.ts';
import type { NetworkSettings } from '../sts/network-settings.ts';
import type { CachedSsoToken } from '../sign-in/sso-token-cache.ts';
import type * as Processes from './credential-process.ts';
import type { TokenRefreshes } from './sso-token.ts';

export interface SourceCredentialsOptions {
  /** Returns the current network settings. Called for each request. */
  readonly networkSettings: () => NetworkSettings;
  /** Returns the environment for programs. Called for each program. */
  readonly programEnvironment: () => Promise<Environment>;
  readonly clock: Clock;
  readonly configFile: Pick<AwsConfigFile, 'path' | 'read'>;
  readonly credentialsFile: Pick<CredentialsStore, 'path' | 'read' | 'owner'>;
  /**
   * The refreshes of Identity Center tokens that run now. All users of these tokens in this process
   * need the same map. Default: a new map.
   */
  readonly refreshes?: TokenRefreshes;
}

const DEADLINE_MS = 60_000;

/**
 * Creates the source of the first credentials of a role chain, which come from
 * `credential_process`, Identity Center, `aws login`, web identity, `credential_source`, or keys
 * that Rolekeeper did not write. The source has no cache, and fails with:
 *
 * - `source-missing`, `source-failed`, `program-refused` or `sign-in-needed`
 * - `source-timeout` after 60 s
 * - a failure of the network or a file
 */
export function createSourceCredentials(options: SourceCredentialsOptions): SourceCredentials {
  return new ProfileSources(options);
}

class ProfileSources implements SourceCredentials {
  readonly #options: SourceCredentialsOptions;
  readonly #refreshes: TokenRefreshes;
  /**
   * The running processes. Concurrent callers with the same profile and command share one process.
   */
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(options: SourceCredentialsOptions) {
    this.#options = options;
    this.#refreshes = options.refreshes ?? new Map<string, Promise<CachedSsoToken>>();
  }

  async permissionSet(settings: SsoSettings): Promise<Result<SessionCredentials>> {
    const profiles = await this.#readProfiles();
    if (!profiles.ok) return profiles;
    const { permissionSetCredentials } = await import('./permission-set.ts');
    return this.#withinDeadline(settings.session ?? settings.startUrl, (signal) =>
      permissionSetCredentials(settings, this.#requestOptions(profiles.value, signal)),
    );
  }

  async mfaCode(name: string): Promise<Result<string | null>> {
    const first = await this.#profileInConfig(name);
    if (!first.ok) return first;
    if ((first.value?.mfaProcess ?? null) === null) return ok(null);
    const refusal = codeRefusal(name, [this.#options.configFile.path]);
    if (refusal !== null) return failed(refusal);
    // Reads the file again, because another user could have changed it before the check.
    const second = await this.#profileInConfig(name);
    if (!second.ok) return second;
    const command = second.value?.mfaProcess ?? null;
    if (command === null) return ok(null);
    return this.#shareRunning(`code ${name} ${command}`, () =>
      this.#runProgram<string | null>(name, async ({ runMfaProcess }, env, signal) =>
        runMfaProcess(command, env, signal),
      ),
    );
  }

  async resolve(name: string): Promise<Result<Credentials>> {
    const { configFile, credentialsFile } = this.#options;
    const first = await this.#readProfiles();
    if (!first.ok) return first;
    if (first.value.get(name)?.credentialKinds[0] !== 'credential_process')
      return this.#credentialsOf(name, first.value);
    const refusal = codeRefusal(name, [configFile.path, credentialsFile.path]);
    if (refusal !== null) return failed(refusal);
    // Reads the files again, because another user could have changed them before the check.
    const second = await this.#readProfiles();
    return second.ok ? this.#credentialsOf(name, second.value) : second;
  }

  async #credentialsOf(name: string, profiles: Profiles): Promise<Result<Credentials>> {
    const profile = profiles.get(name);
    const fault = profile?.fault ?? null;
    if (fault !== null) return failed({ kind: 'source-failed', profile: name, message: fault });
    const [kind] = profile?.credentialKinds ?? [];
    const missing = failed({ kind: 'source-missing', profile: name, path: [name] });
    if (profile === null || kind === undefined) return missing;
    if (kind === 'keys') {
      const keys = profiles.keys(name);
      return keys === null ? missing : ok(keys);
    }
    const command = profile.credentialProcess;
    if (kind !== 'credential_process' || command === null) {
      return this.#withinDeadline(name, (signal) => this.#askProvider(profile, profiles, signal));
    }
    const { clock } = this.#options;
    return this.#shareRunning(`credentials ${name} ${command}`, () =>
      this.#runProgram(name, async ({ runCredentialProcess }, env, signal) =>
        runCredentialProcess(command, env, clock.now(), signal),
      ),
    );
  }

  async #askProvider(
    profile: Profile,
    profiles: Profiles,
    signal: AbortSignal,
  ): Promise<Result<Credentials>> {
    // Loaded on demand, because the providers take 30 ms and keys in a file do not need them.
    const { resolveThroughSdk } = await import('./sdk-sources.ts');
    return resolveThroughSdk(profile, this.#requestOptions(profiles, signal));
  }

  #requestOptions(profiles: Profiles, signal: AbortSignal) {
    const { networkSettings, clock } = this.#options;
    return { network: networkSettings(), clock, profiles, refreshes: this.#refreshes, signal };
  }

  /** Runs a program that the profile names. */
  #runProgram<T>(
    profile: string,
    run: (processes: typeof Processes, env: Environment, signal: AbortSignal) => Promise<T>,
  ): Promise<Result<T>> {
    return this.#withinDeadline(profile, async (signal) => {
      const processes = await import('./credential-process.ts');
      try {
        return ok(await run(processes, await this.#options.programEnvironment(), signal));
      } catch (error) {
        if (!(error instanceof processes.ProcessFailed)) throw error;
        return failed({ kind: 'source-failed', profile, message: error.message });
      }
    });
  }

  #shareRunning<T>(key: string, run: () => Promise<T>): Promise<T> {
    const known = this.#running.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const started = run().finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return started;
  }

  async #withinDeadline<T>(
    profile: string,
    resolve: (signal: AbortSignal) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const control = new AbortController();
    const timeout = new Promise<Result<T>>((done) => {
      control.signal.addEventListener('abort', () => {
        done(failed({ kind: 'source-timeout', profile, afterMs: DEADLINE_MS }));
      });
    });
    const cancel = this.#options.clock.wake(DEADLINE_MS, () => control.abort());
    try {
      return await Promise.race([timeout, resolve(control.signal)]);
    } finally {
      cancel();
    }
  }

  async #readProfiles(): Promise<Result<Profiles>> {
    const { configFile, credentialsFile } = this.#options;
    const [config, credentials] = await Promise.all([configFile.read(), credentialsFile.read()]);
    if (!config.ok) return config;
    if (!credentials.ok) return credentials;
    const { owner } = credentialsFile;
    return ok(readProfiles({ config: config.value, credentials: credentials.value, owner }));
  }

  async #profileInConfig(name: string): Promise<Result<Profile | null>> {
    const config = await this.#options.configFile.read();
    if (!config.ok) return config;
    return ok(readProfiles({ config: config.value, credentials: null }).get(name));
  }
}

/**
 * Returns why Rolekeeper must not run a program that these files name. Returns null if only this
 * user and root can write the files.
 */
function codeRefusal(profile: string, files: readonly string[]): Failure | null {
  for (const file of files) {
    try {
      refuseForeignCode(file);
    } catch (error) {
      return { kind: 'program-refused', profile, file, ...refusalIn(error) };
    }
  }
  return null;
}

import type { Credentials } from '../../core/credentials.ts';
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
import type { NetworkSettings } from '../sts/network-settings.ts';
import type { CachedSsoToken } from '../sign-in/sso-token-cache.ts';
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
   * The running refreshes, which everything in this process that uses tokens of Identity Center
   * must share. Default: a new map.
   */
  readonly refreshes?: TokenRefreshes;
}

const DEADLINE_MS = 60_000;

/**
 * Creates the source of the credentials that start a chain of roles. Gets them again for each call,
 * from keys in the files, `credential_process`, Identity Center, `aws login`, web identity or
 * `credential_source`. Ignores keys that Rolekeeper wrote. Does not assume a `role_arn`, because
 * the core does that.
 *
 * Fails with `source-missing`, `source-failed`, `program-refused`, `source-timeout` (after 60 s),
 * `sign-in-needed`, or a failure of the network or a file.
 */
export function createSourceCredentials(options: SourceCredentialsOptions): SourceCredentials {
  const { networkSettings, programEnvironment, clock, configFile, credentialsFile } = options;
  const refreshes: TokenRefreshes = options.refreshes ?? new Map<string, Promise<CachedSsoToken>>();
  /**
   * The running processes. Concurrent callers with the same profile and command share one process.
   */
  const running = new Map<string, Promise<unknown>>();

  async function fromProvider(
    profile: Profile,
    profiles: Profiles,
    signal: AbortSignal,
  ): Promise<Result<Credentials>> {
    // Loaded on demand, because the providers take 30 ms and keys in a file do not need them.
    const { resolveThroughSdk } = await import('./sdk-sources.ts');
    return resolveThroughSdk(profile, {
      network: networkSettings(),
      clock,
      profiles,
      refreshes,
      signal,
    });
  }

  async function fromProcess(
    profile: Profile,
    command: string,
    signal: AbortSignal,
  ): Promise<Result<Credentials>> {
    const { ProcessFailed, runCredentialProcess } = await import('./credential-process.ts');
    try {
      const env = await programEnvironment();
      return ok(await runCredentialProcess(command, env, clock.now(), signal));
    } catch (error) {
      if (!(error instanceof ProcessFailed)) throw error;
      return failed({ kind: 'source-failed', profile: profile.name, message: error.message });
    }
  }

  async function fromMfaProcess(
    profile: Profile,
    command: string,
    signal: AbortSignal,
  ): Promise<Result<string>> {
    const { ProcessFailed, runMfaProcess } = await import('./credential-process.ts');
    try {
      const env = await programEnvironment();
      return ok(await runMfaProcess(command, env, signal));
    } catch (error) {
      if (!(error instanceof ProcessFailed)) throw error;
      return failed({ kind: 'source-failed', profile: profile.name, message: error.message });
    }
  }

  function once<T>(key: string, run: () => Promise<T>): Promise<T> {
    const known = running.get(key) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const started = run().finally(() => running.delete(key));
    running.set(key, started);
    return started;
  }

  async function withinDeadline<T>(
    profile: string,
    resolve: (signal: AbortSignal) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const control = new AbortController();
    const timeout = new Promise<Result<T>>((done) => {
      control.signal.addEventListener('abort', () => {
        done(failed({ kind: 'source-timeout', profile, afterMs: DEADLINE_MS }));
      });
    });
    const cancel = clock.wake(DEADLINE_MS, () => control.abort());
    try {
      return await Promise.race([timeout, resolve(control.signal)]);
    } finally {
      cancel();
    }
  }

  async function readProfilesNow(): Promise<Result<Profiles>> {
    const [config, credentials] = await Promise.all([configFile.read(), credentialsFile.read()]);
    if (!config.ok) return config;
    if (!credentials.ok) return credentials;
    return ok(
      readProfiles({
        config: config.value,
        credentials: credentials.value,
        owner: credentialsFile.owner,
      }),
    );
  }

  async function credentialsOf(name: string, profiles: Profiles): Promise<Result<Credentials>> {
    const profile = profiles.get(name);
    const fault = profile?.fault ?? null;
    if (fault !== null) return failed({ kind: 'source-failed', profile: name, message: fault });
    const [held] = profile?.holds ?? [];
    const missing = failed({ kind: 'source-missing', profile: name, path: [name] });
    if (profile === null || held === undefined) return missing;
    if (held === 'keys') {
      const keys = profiles.keys(name);
      return keys === null ? missing : ok(keys);
    }
    const command = profile.credentialProcess;
    if (held !== 'credential_process' || command === null) {
      return withinDeadline(name, (signal) => fromProvider(profile, profiles, signal));
    }
    const run = (signal: AbortSignal) => fromProcess(profile, command, signal);
    return once(`credentials ${name} ${command}`, () => withinDeadline(name, run));
  }

  return {
    async permissionSet(settings) {
      const profiles = await readProfilesNow();
      if (!profiles.ok) return profiles;
      const { permissionSetCredentials } = await import('./permission-set.ts');
      return withinDeadline(settings.session ?? settings.startUrl, (signal) =>
        permissionSetCredentials(settings, {
          network: networkSettings(),
          clock,
          profiles: profiles.value,
          refreshes,
          signal,
        }),
      );
    },
    async mfaCode(name) {
      const profileNamed = async (): Promise<Result<Profile | null>> => {
        const config = await configFile.read();
        return config.ok
          ? ok(readProfiles({ config: config.value, credentials: null }).get(name))
          : config;
      };
      const first = await profileNamed();
      if (!first.ok) return first;
      if ((first.value?.mfaProcess ?? null) === null) return ok(null);
      const refusal = codeRefusal(name, [configFile.path]);
      if (refusal !== null) return failed(refusal);
      // Reads the file again after the check, because another user could have changed it before.
      const second = await profileNamed();
      if (!second.ok) return second;
      const profile = second.value;
      const command = profile?.mfaProcess ?? null;
      if (profile === null || command === null) return ok(null);
      const run = (signal: AbortSignal) => fromMfaProcess(profile, command, signal);
      return once(`code ${name} ${command}`, () => withinDeadline<string | null>(name, run));
    },
    async resolve(name) {
      const first = await readProfilesNow();
      if (!first.ok) return first;
      if (first.value.get(name)?.holds[0] !== 'credential_process') {
        return credentialsOf(name, first.value);
      }
      const refusal = codeRefusal(name, [configFile.path, credentialsFile.path]);
      if (refusal !== null) return failed(refusal);
      // Reads the files again after the check, because another user could have changed them before.
      const second = await readProfilesNow();
      return second.ok ? credentialsOf(name, second.value) : second;
    },
  };
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

import type { Environment } from '../../environment.ts';
import type { Check, DoctorRequest } from '../../contract/check.ts';
import { ok, type Result } from '../../result.ts';
import type { SettingsFile } from '../../settings/settings-file.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { ReadSnapshot } from '../../snapshot/snapshot-reader.ts';
import type { StsCalls } from '../../sts/sts-calls.ts';
import type { CorePorts } from '../core-ports.ts';
import type { Keepers } from '../keepers.ts';
import type { ShownSessions } from '../sessions.ts';
import { configFileChecks, credentialsFileChecks } from './file-checks.ts';
import { IdentityChecks } from './identity-checks.ts';
import { keepingChecks } from './keeping-checks.ts';
import { clockCheck, environmentCheck, keychainCheck, tlsCheck } from './machine-checks.ts';
import { bundlesOf, roleChecks } from './role-checks.ts';
import { proxyUserChecks, settingsChecks } from './settings-checks.ts';

export interface DoctorDeps {
  readonly ports: CorePorts;
  readonly readSnapshot: ReadSnapshot;
  readonly shown: ShownSessions;
  readonly calls: StsCalls;
  readonly keepers: Keepers;
  readonly settings: SettingsFile;
  readonly env: Environment;
}

/**
 * Checks the files, roles, network and computer, and asks STS for the identity of each role that is
 * on. Changes no AWS file, and does not run longer than one request's deadline if no server
 * answers.
 */
export async function runDoctor(
  { ports, readSnapshot, shown, calls, keepers, settings, env }: DoctorDeps,
  { offline = false }: DoctorRequest,
): Promise<Result<readonly Check[]>> {
  const { config, store } = ports;
  const [configText, credentialsText, read] = await Promise.all([
    config.read(),
    store.read(),
    readSnapshot(),
  ]);
  // The settings are read after the snapshot, because reading the snapshot moves a corrupt settings
  // file aside.
  const stored = await ports.settings.read();
  const snapshot = read.ok ? read.value : null;
  const identities = new IdentityChecks(shown, calls, offline);
  const [, machine, secretsKept] = await Promise.all([
    snapshot === null ? null : identities.ask(snapshot),
    ports.inspect({
      offline,
      stsUrls: snapshot === null ? [] : stsUrlsOf(snapshot),
      profileBundles: snapshot === null ? [] : bundlesOf(snapshot),
    }),
    ports.secrets.findWhere(),
  ]);
  return ok([
    ...credentialsFileChecks(store.path, credentialsText),
    ...configFileChecks(config.path, configText),
    ...(snapshot === null ? [] : roleChecks(snapshot, identities)),
    ...keepingChecks(shown, keepers),
    ...settingsChecks(ports.settings.path, stored, [...ports.problems(), ...settings.problems]),
    ...proxyUserChecks(shown.settings()),
    clockCheck(identities.clockOffsetMs),
    environmentCheck(env),
    tlsCheck(env),
    ...machine,
    keychainCheck(secretsKept),
  ]);
}

/** Returns the STS URLs of the roles, each once. */
function stsUrlsOf(snapshot: AwsSnapshot): readonly string[] {
  return [...new Set(snapshot.roles.map((role) => snapshot.stsUrl(role)))];
}

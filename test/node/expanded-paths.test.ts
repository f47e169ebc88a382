import { machineOf, windowsPaths } from '../support/machines.ts';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readProfiles } from '../../src/core/aws-config/profiles.ts';
import type { Preferences } from '../../src/core/settings/preferences.ts';
import { preferencesIn } from '../../src/core/settings/settings.ts';
import { awsFiles } from '../../src/node/aws-files.ts';
import { rolekeeperHome } from '../../src/node/home.ts';
import { sdkFileRefusal } from '../../src/node/sources/sdk-files.ts';
import { caBundleOf, createNetworkSettings } from '../../src/node/sts/network-settings.ts';
import { skippedExceptOn } from '../support/systems.ts';

/** A path as a user writes it, the environment, and Rolekeeper's folder (`own`). */
interface PathInput {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  readonly own: string;
}

/** Returns the path as Rolekeeper reads it from one variable or setting. */
type PathReader = (written: PathInput) => string | null | Promise<string | null>;

const preferences = (changes: Readonly<Record<string, string>>): Preferences =>
  preferencesIn({ state: 'json', json: { version: 1, roles: [], preferences: changes } });

function caBundlePreference({ path, env, own }: PathInput): string | null {
  const json = { version: 1, roles: [], preferences: { caBundle: path } };
  const network = createNetworkSettings({
    env,
    runsIn: 'terminal',
    folder: own,
    systemProxy: null,
    settings: { lastRead: () => ({ state: 'json', json }) },
  });
  return caBundleOf(network.networkSettings(), null);
}

const PATH_READERS: Readonly<Record<string, PathReader>> = {
  AWS_SHARED_CREDENTIALS_FILE: ({ path, env, own }) =>
    awsFiles(preferences({}), {
      env: { ...env, AWS_SHARED_CREDENTIALS_FILE: path },
      runsIn: 'terminal',
      folder: own,
    }).credentials,
  AWS_CONFIG_FILE: ({ path, env, own }) =>
    awsFiles(preferences({}), {
      env: { ...env, AWS_CONFIG_FILE: path },
      runsIn: 'terminal',
      folder: own,
    }).config,
  'the setting credentialsFile': ({ path, env, own }) =>
    awsFiles(preferences({ credentialsFile: path }), { env, runsIn: 'application', folder: own })
      .credentials,
  'the setting configFile': ({ path, env, own }) =>
    awsFiles(preferences({ configFile: path }), { env, runsIn: 'application', folder: own }).config,
  'the setting caBundle': caBundlePreference,
  AWS_CA_BUNDLE: ({ path, env }) =>
    caBundleOf({ env: { ...env, AWS_CA_BUNDLE: path }, caBundle: null }, '/of/the/profile.pem'),
  "a profile's ca_bundle": ({ path, env }) => {
    const profiles = readProfiles({
      config: `[default]\nca_bundle = ${path}\n`,
      credentials: null,
    });
    return caBundleOf({ env, caBundle: null }, profiles.get('default')?.caBundle ?? null);
  },
  ROLEKEEPER_HOME: ({ path, env }) =>
    rolekeeperHome({ ...env, ROLEKEEPER_HOME: path }, machineOf('linux')),
  web_identity_token_file: ({ path, env, own }) => {
    // The path is a folder, so it is refused, and the failure contains the path.
    mkdirSync(join(env['HOME'] ?? own, 'x'), { recursive: true });
    const config = `[default]\nrole_arn = arn:aws:iam::1:role/R\nweb_identity_token_file = ${path}\n`;
    const profile = readProfiles({ config, credentials: null }).get('default');
    const refusal = profile === null ? null : sdkFileRefusal(profile, env);
    return refusal?.kind === 'file-unreadable' ? refusal.file : null;
  },
};

describe.skipIf(skippedExceptOn('Unix'))('a path with `~` or a variable', () => {
  it.each(
    Object.entries(PATH_READERS).flatMap(([name, read]) =>
      ['~/x', '$HOME/x', '${HOME}/x', '$PLACE/x'].map((path) => [name, path, read] as const),
    ),
  )('is expanded in %s: %s', async (_, path, read) => {
    const home = mkdtempSync(join(tmpdir(), 'rk-paths-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    const own = join(home, 'own');
    const written = { path, env: { HOME: home, PLACE: home }, own };
    expect(await read(written)).toBe(join(home, 'x'));
  });
});

it('a path with %VAR% is expanded on Windows', () => {
  const env = { USERPROFILE: 'C:\\Users\\alice', ROLEKEEPER_HOME: '%USERPROFILE%\\rk' };
  expect(rolekeeperHome(env, windowsPaths)).toBe('C:\\Users\\alice\\rk');
  expect(rolekeeperHome({ ...env, ROLEKEEPER_HOME: '~\\rk' }, windowsPaths)).toBe(
    'C:\\Users\\alice\\rk',
  );
});

import { configSections } from '../../core/aws-config/config-sections.ts';
import { REGIONS } from '../../core/aws-config/regions.ts';
import { parseIni } from '../../core/credentials-file/ini-document.ts';
import type { Environment } from '../../core/environment.ts';
import { isObject } from '../../core/settings/settings-without-schemas.ts';
import { DEFAULT_PREFERENCES } from '../../core/settings/preference-values.ts';
import { awsFiles, type AwsFiles } from '../../node/aws-files.ts';
import { readableText } from '../../node/files/readable-text.ts';
import { homeAt, rolekeeperHome } from '../../node/home.ts';
import { readStoredSettings } from '../../node/json-settings-store.ts';
import type { NameKind } from '../command-table/command-spec.ts';

/**
 * Returns the names of these kinds, without duplicates. Ignores a file or a role that cannot be
 * read, because completion reports no errors.
 */
export function knownNames(env: Environment, kinds: readonly NameKind[]): readonly string[] {
  const folder = rolekeeperHome(env);
  const stored = readStoredSettings(homeAt(folder).settingsFile);
  const json = stored.ok && stored.value.state === 'json' ? stored.value.json : null;
  const settings = isObject(json) ? json : {};
  const files = (): AwsFiles =>
    awsFiles(pathsIn(settings['preferences']), { env, runsIn: 'terminal', folder });
  const names = kinds.flatMap((kind) => namesOfKind(kind, rolesIn(settings['roles']), files));
  return [...new Set(names)];
}

type RawRole = Readonly<Record<string, unknown>>;

function namesOfKind(
  kind: NameKind,
  roles: readonly RawRole[],
  files: () => AwsFiles,
): readonly string[] {
  switch (kind) {
    case 'role':
      return textsOf(roles, 'name');
    case 'target-profile':
      return textsOf(roles, 'targetProfile');
    case 'group':
      return textsOf(roles, 'group');
    case 'region':
      return [...textsOf(roles, 'region'), ...REGIONS];
    case 'profile':
      return [...configNames(files(), 'config-profile'), ...sectionNames(files().credentials)];
    case 'config-profile':
    case 'sso-session':
      return configNames(files(), kind);
  }
}

function configNames(
  { config }: AwsFiles,
  kind: 'config-profile' | 'sso-session',
): readonly string[] {
  const sections = configSections(parseIni(readableText(config)));
  return kind === 'sso-session' ? sections.ssoSessions : [...sections.profiles.keys()];
}

function sectionNames(path: string): readonly string[] {
  return parseIni(readableText(path)).sections.map(({ name }) => name);
}

function rolesIn(roles: unknown): readonly RawRole[] {
  return Array.isArray(roles) ? roles.filter(isObject) : [];
}

function textsOf(roles: readonly RawRole[], key: string): readonly string[] {
  return roles
    .map((role) => role[key])
    .filter((text) => typeof text === 'string' && text !== '') as readonly string[];
}

/** Returns the default preferences with the paths of the AWS files that the user set. */
function pathsIn(preferences: unknown): Parameters<typeof awsFiles>[0] {
  const given = isObject(preferences) ? preferences : {};
  const { credentialsFile, configFile } = given;
  return {
    ...DEFAULT_PREFERENCES,
    ...(typeof credentialsFile === 'string' && { credentialsFile }),
    ...(typeof configFile === 'string' && { configFile }),
  };
}

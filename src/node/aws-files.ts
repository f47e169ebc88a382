import type { Environment } from '../core/environment.ts';
import type { Problem } from '../core/contract/app-state.ts';
import type { Preferences } from '../core/settings/preferences.ts';
import { expand } from './expanded-path.ts';
import { thisMachine, type Machine } from './machine.ts';
import { ignoredRule } from './trusted-paths.ts';

export interface AwsFiles {
  readonly credentials: string;
  readonly config: string;
  /** A second credentials file of the settings; null if a variable names the first one. */
  readonly second: string | null;
  /** Settings that Rolekeeper ignores, with the reason. */
  readonly problems: readonly Problem[];
}

/**
 * Paths of the user's AWS files (AWS SDKs and Tools reference guide, "Finding the shared files");
 * `folder` is Rolekeeper's own. In a terminal the variable wins over the setting; in the
 * application the setting wins, because a desktop session has few of the shell's variables.
 */
export function awsFiles(
  env: Environment,
  preferences: Preferences,
  place: 'terminal' | 'application',
  folder: string,
  machine = thisMachine,
): AwsFiles {
  const { paths } = machine;
  const problems: Problem[] = [];
  const choose = (variable: string, name: 'credentialsFile' | 'configFile'): string => {
    const fromVariable = valueOrUndefined(env[variable]);
    const setting = preferences[name];
    const rule = setting === undefined ? null : ignoredRule(setting, env, folder, machine);
    if (rule !== null) problems.push({ kind: 'setting-ignored', name, rule });
    const usable = rule === null ? setting : undefined;
    const chosen = place === 'terminal' ? (fromVariable ?? usable) : (usable ?? fromVariable);
    const usual = name === 'configFile' ? 'config' : 'credentials';
    return paths.resolve(
      chosen === undefined
        ? paths.join(homeOf(env, machine), '.aws', usual)
        : expand(chosen, env, machine),
    );
  };
  const chosenSecond = (): string | null => {
    const setting = preferences.alsoWriteTo;
    const isNamedHere = valueOrUndefined(env['AWS_SHARED_CREDENTIALS_FILE']) !== undefined;
    if (setting === undefined || (place === 'terminal' && isNamedHere)) return null;
    const rule = ignoredRule(setting, env, folder, machine);
    if (rule !== null) problems.push({ kind: 'setting-ignored', name: 'alsoWriteTo', rule });
    return rule === null ? paths.resolve(expand(setting, env, machine)) : null;
  };
  return {
    credentials: choose('AWS_SHARED_CREDENTIALS_FILE', 'credentialsFile'),
    config: choose('AWS_CONFIG_FILE', 'configFile'),
    second: chosenSecond(),
    problems,
  };
}

/** On Windows USERPROFILE, as Python's `expanduser` and so botocore; HOME is ignored there. */
function homeOf(env: Environment, machine: Machine): string {
  if (machine.system !== 'win32') return valueOrUndefined(env['HOME']) ?? machine.homeFolder();
  const home = expand('~', env, machine);
  return home === '~' ? machine.homeFolder() : home;
}

function valueOrUndefined(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}

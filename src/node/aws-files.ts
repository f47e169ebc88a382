import type { Environment } from '../core/environment.ts';
import type { FieldRule } from '../core/field-rule.ts';
import type { Problem } from '../core/contract/app-state.ts';
import type { Preferences } from '../core/settings/preferences.ts';
import type { RunsIn } from './runs-in.ts';
import { expand } from './expanded-path.ts';
import { thisMachine, type Machine } from './machine.ts';
import { brokenRule } from './path-checks.ts';

export interface AwsFiles {
  readonly credentials: string;
  readonly config: string;
  /**
   * The path from the setting `alsoWriteTo`. Null if the setting is missing or ignored, or if
   * AWS_SHARED_CREDENTIALS_FILE is set in a terminal.
   */
  readonly second: string | null;
  /** The settings that Rolekeeper ignores, with the reasons. */
  readonly problems: readonly Problem[];
}

/** What `awsFiles` needs to find the user's AWS files. */
interface FileSearch {
  readonly env: Environment;
  /**
   * In a terminal, an environment variable wins over a setting. In the application, a setting wins,
   * because a desktop session rarely has the shell's variables.
   */
  readonly runsIn: RunsIn;
  /** Rolekeeper's own folder, which must contain no AWS file. */
  readonly folder: string;
}

const FILES = {
  credentialsFile: { variable: 'AWS_SHARED_CREDENTIALS_FILE', defaultName: 'credentials' },
  configFile: { variable: 'AWS_CONFIG_FILE', defaultName: 'config' },
} as const;

/**
 * Returns the paths of the user's AWS files (AWS SDKs and Tools reference guide, "Finding the
 * shared files").
 */
export function awsFiles(
  preferences: Preferences,
  search: FileSearch,
  machine = thisMachine,
): AwsFiles {
  const { env, runsIn, folder } = search;
  const problems: Problem[] = [];
  const choose = (name: keyof typeof FILES): string => {
    const { path, rule } = chosenFile(name, preferences[name], search, machine);
    if (rule !== null) problems.push({ kind: 'setting-ignored', name, rule });
    return path;
  };
  const chosenSecond = (): string | null => {
    const setting = preferences.alsoWriteTo;
    const isNamedHere = valueOrUndefined(env['AWS_SHARED_CREDENTIALS_FILE']) !== undefined;
    if (setting === undefined || (runsIn === 'terminal' && isNamedHere)) return null;
    const rule = brokenRule(setting, env, folder, machine);
    if (rule !== null) problems.push({ kind: 'setting-ignored', name: 'alsoWriteTo', rule });
    return rule === null ? machine.paths.resolve(expand(setting, env, machine)) : null;
  };
  return {
    credentials: choose('credentialsFile'),
    config: choose('configFile'),
    second: chosenSecond(),
    problems,
  };
}

/**
 * Returns the path of the credentials file or the config file. Ignores a path in the settings that
 * breaks a rule, and then also returns that rule.
 */
export function chosenFile(
  name: keyof typeof FILES,
  setting: string | undefined,
  { env, runsIn, folder }: FileSearch,
  machine = thisMachine,
): { readonly path: string; readonly rule: FieldRule | null } {
  const { variable, defaultName } = FILES[name];
  const fromVariable = valueOrUndefined(env[variable]);
  const rule = setting === undefined ? null : brokenRule(setting, env, folder, machine);
  const usable = rule === null ? setting : undefined;
  const chosen = runsIn === 'terminal' ? (fromVariable ?? usable) : (usable ?? fromVariable);
  const path =
    chosen === undefined
      ? machine.paths.join(homeOf(env, machine), '.aws', defaultName)
      : expand(chosen, env, machine);
  return { path: machine.paths.resolve(path), rule };
}

/** Returns the home folder. On Windows, uses USERPROFILE and ignores HOME, as botocore does. */
function homeOf(env: Environment, machine: Machine): string {
  if (machine.system !== 'win32') return valueOrUndefined(env['HOME']) ?? machine.homeFolder();
  const home = expand('~', env, machine);
  return home === '~' ? machine.homeFolder() : home;
}

function valueOrUndefined(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}

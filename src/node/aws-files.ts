import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Preferences } from '../core/preferences.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface AwsFiles {
  readonly credentials: string;
  readonly config: string;
}

/**
 * Where the user's AWS files are (AWS SDKs and Tools reference guide, "Finding the shared files"). In a terminal the variable wins over the setting;
 * in the application the setting wins, since a program started from a desktop sees few of the variables that a shell sets.
 */
export function awsFiles(env: Environment, preferences: Preferences, place: 'terminal' | 'application'): AwsFiles {
  const home = homeOf(env);
  const choose = (variable: string, setting: string | undefined, name: string): string => {
    const said = given(env[variable]);
    const chosen = place === 'terminal' ? (said ?? setting) : (setting ?? said);
    return resolve(chosen === undefined ? join(home, '.aws', name) : fromHome(chosen, env));
  };
  return {
    credentials: choose('AWS_SHARED_CREDENTIALS_FILE', preferences.credentialsFile, 'credentials'),
    config: choose('AWS_CONFIG_FILE', preferences.configFile, 'config'),
  };
}

/** A path as a person writes it: `~` is the home. */
export function fromHome(path: string, env: Environment): string {
  return path.replace(/^~(?=[/\\]|$)/, homeOf(env));
}

function homeOf(env: Environment): string {
  return given(env['HOME']) ?? given(env['USERPROFILE']) ?? homedir();
}

function given(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}

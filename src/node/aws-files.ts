import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Environment } from '../core/ports.ts';
import type { Problem } from '../core/contract/app-state.ts';
import type { Preferences } from '../core/settings/preferences.ts';
import { expanded } from './expanded-path.ts';
import { ignoredRule } from './trusted-paths.ts';

export interface AwsFiles {
  readonly credentials: string;
  readonly config: string;
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
): AwsFiles {
  const problems: Problem[] = [];
  const choose = (variable: string, name: 'credentialsFile' | 'configFile'): string => {
    const said = given(env[variable]);
    const setting = preferences[name];
    const rule = setting === undefined ? null : ignoredRule(setting, env, folder);
    if (rule !== null) problems.push({ kind: 'setting-ignored', name, rule });
    const usable = rule === null ? setting : undefined;
    const chosen = place === 'terminal' ? (said ?? usable) : (usable ?? said);
    const usual = name === 'configFile' ? 'config' : 'credentials';
    return resolve(chosen === undefined ? join(homeOf(env), '.aws', usual) : expanded(chosen, env));
  };
  return {
    credentials: choose('AWS_SHARED_CREDENTIALS_FILE', 'credentialsFile'),
    config: choose('AWS_CONFIG_FILE', 'configFile'),
    problems,
  };
}

function homeOf(env: Environment): string {
  return given(env['HOME']) ?? given(env['USERPROFILE']) ?? homedir();
}

function given(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}

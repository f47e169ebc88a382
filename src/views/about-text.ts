import type { AboutFacts } from '../core/contract/about.ts';

/**
 * Returns the facts for a bug report, in English for the developers. The user's home folder is
 * shown as ~.
 */
export function aboutText(facts: AboutFacts): string {
  const short = (path: string): string =>
    path.startsWith(facts.userFolder) ? `~${path.slice(facts.userFolder.length)}` : path;
  return [
    `Rolekeeper ${facts.version}`,
    `System: ${facts.system}`,
    `Runtime: ${facts.runtime}`,
    `Settings folder: ${short(facts.settingsFolder)}`,
    `Credentials file: ${short(facts.credentialsFile)}`,
    `Log: ${short(facts.logFile)}`,
    '',
  ].join('\n');
}

import type { CommandSpec } from './command-spec.ts';
import { allowEndpoint, FILES, json, namesOf } from './shared-options.ts';

export const fileCommands = {
  restore: {
    summary: 'Restores backups of the credentials file.',
    operand: {
      name: 'PROFILE',
      count: 'one',
      text: 'releases the role that writes this profile, and restores the section that the role replaced',
      completion: namesOf('target-profile'),
    },
    options: {
      list: { kind: 'switch', text: 'lists the backups' },
      file: {
        kind: 'value',
        value: 'ID',
        text: `shows what would change if this backup of the whole file were restored. Sections
of roles that have a session do not change. --yes restores it.`,
      },
      purge: {
        kind: 'switch',
        text: `shows which backups can be deleted. A backup that has the only copy of a
key is kept. --yes deletes the others.`,
      },
      yes: { kind: 'switch', text: 'applies the change without asking' },
      json,
    },
    forms: [
      { operand: 'needed', takes: ['yes', 'json'] },
      { needs: ['list'], takes: ['json'] },
      { needs: ['file'], takes: ['yes', 'json'] },
      { needs: ['purge'], takes: ['yes', 'json'] },
    ],
    examples: [
      { line: 'restore --list', does: 'lists the backups and their IDs' },
      { line: 'restore new-profile', does: 'restores one section' },
      { line: 'restore --file ID', does: 'shows what would change if the backup ID were restored' },
    ],
  },
  doctor: {
    summary: 'Checks the AWS files, the roles, the network and this computer.',
    details: [
      'It asks STS for the identity of each role that is on. It writes nothing and refreshes nothing.',
      'Each line begins with good, warning (probably a mistake, but possibly intended), bad (needs repair) or skipped (not checked). The exit code is 1 if a check is bad.',
    ],
    options: {
      offline: { kind: 'switch', text: 'contacts no server and skips the checks that need one' },
      json,
    },
    forms: [{ takes: ['offline', 'json'] }],
    examples: [
      { line: 'doctor', does: 'checks everything' },
      { line: 'doctor --offline', does: 'checks this computer only' },
    ],
  },
  'settings export': {
    summary: 'Prints roles and settings as JSON, without secrets.',
    options: {},
    forms: [{}],
    examples: [{ line: 'settings export > mine.json', does: 'saves them for another computer' }],
  },
  'settings import': {
    summary: 'Adds exported roles and settings.',
    details: ['It removes nothing. The exit code is 1 if something was not imported.'],
    operand: {
      name: 'FILE',
      count: 'one',
      text: 'an exported file, or -, which reads standard input',
      completion: FILES,
    },
    options: {
      'dry-run': { kind: 'switch', text: 'shows what would change, and changes nothing' },
      'allow-endpoint': allowEndpoint,
      'allow-preference': {
        kind: 'values',
        value: 'KEY',
        text: `allows a change of credentialsFile, configFile, alsoWriteTo, proxy or caBundle.
Without it, Rolekeeper asks in a terminal, or does not import the setting.`,
        completion: {
          kind: 'words',
          words: ['credentialsFile', 'configFile', 'alsoWriteTo', 'proxy', 'caBundle'],
        },
      },
      json,
    },
    forms: [
      { operand: 'needed', takes: ['dry-run', 'allow-endpoint', 'allow-preference', 'json'] },
    ],
    examples: [
      { line: 'settings import mine.json --dry-run', does: 'shows what would change' },
      { line: 'settings import mine.json', does: 'imports the roles and settings' },
    ],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;

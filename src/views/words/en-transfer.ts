import { listOf } from './en-phrases.ts';
import type { TextPer } from './tagged.ts';
import type { TransferObstacle } from '../../core/settings/import-plan.ts';
import type { DocumentProblem } from '../../core/refused-text.ts';
import { ruleText } from './en-rules.ts';

const countOf = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

export const enTransfer = {
  section: 'Export and import',
  lead: 'Roles and settings as one file, for another computer or as a copy. It has no keys, sessions or passwords.',
  export: 'Export…',
  exported: 'Settings exported.',
  import: 'Import…',
  file: 'File of exported settings',
  tooLarge: 'This file is too large for settings.',

  title: 'Import settings',
  groups: {
    new: 'New roles',
    changed: 'Roles that change',
    'left-out': 'Not imported',
    preferences: 'Settings',
  },
  same: (count: number) =>
    `${countOf(count, 'role already exists and does', 'roles already exist and do')} not change.`,
  nothing: 'The file has nothing new.',
  fields: (labels: readonly string[]) => `Changes: ${listOf(labels)}`,
  obstacles: {
    'name-taken': ({ roleName }) => `Another role is named ${roleName}. Rename it first.`,
    'endpoint-unconfirmed': ({ endpoint }) =>
      `Its requests would go to ${endpoint}, which is not AWS. They are signed with your keys, and an MFA code would go there too.`,
  } satisfies TextPer<TransferObstacle>,
  browserLeftOut: (command: string) =>
    `Not imported: the browser command ${command}. An imported file cannot decide which program runs. Set it yourself if you want it.`,
  /** `option` is the command line option that allows it. */
  refused: ({ what, option }: { what: string; option: string }) =>
    `${what}: not imported, because it was not allowed. Import again and allow it (${option}).`,
  setting: ({ label, value }: { label: string; value: string }) => `${label}: ${value}`,
  settingLeftOut: ({ label, rule }: { label: string; rule: string }) => `${label} ${rule}.`,
  on: 'On',
  off: 'Off',
  confirm: 'Import',
  importing: 'Importing…',
  imported: ({ roles, settings }: { roles: number; settings: number }) =>
    `Imported ${countOf(roles, 'role', 'roles')} and ${countOf(settings, 'setting', 'settings')}.`,
};

export function enDocumentProblem(problem: DocumentProblem): string {
  switch (problem.kind) {
    case 'not-json':
      return problem.line === null
        ? 'The file is not JSON.'
        : `The file is not JSON. The error is in line ${problem.line}.`;
    case 'not-settings':
      return 'The file has no exported settings of Rolekeeper.';
    case 'newer':
      return `A newer version of Rolekeeper exported them (version ${problem.version} of the settings).`;
    case 'place':
      return `${problem.place} ${ruleText(problem.rule)}.`;
  }
}

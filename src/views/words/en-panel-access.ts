import { listOf } from './en-phrases.ts';
import type { Shell } from '../../core/quoting.ts';
import type { CallerKind } from '../../core/roles/access/access.ts';
import { enCommandLine } from './en-command-line.ts';

export const enAccess = {
  title: (name: string) => `Access to ${name}`,
  lead: 'Two policies must allow you to assume a role. Rolekeeper changes nothing in IAM. Attach these policies, or send them to an IAM administrator.',
  caller: 'Caller',
  callerUnknown: 'The caller is unknown, because AWS could not be asked.',
  kinds: {
    user: 'an IAM user',
    role: 'an IAM role',
    'permission-set': 'a permission set of IAM Identity Center',
    root: 'the root user, who cannot assume roles',
    unknown: 'an identity of unknown kind',
  } satisfies Record<CallerKind, string>,
  identityPolicy: 'The caller’s policy',
  identityLead: 'Attach it to the caller, in your account.',
  commands: 'Commands that attach it',
  shell: 'Shell',
  shells: {
    bash: 'bash, zsh',
    fish: 'fish',
    powershell: 'PowerShell',
    cmd: 'cmd',
  } satisfies Record<Shell, string>,
  group: 'IAM group',
  fillIn: (placeholders: readonly string[]) =>
    `Replace ${listOf(placeholders)} with the right ${placeholders.length === 1 ? 'value' : 'values'}.`,
  trustPolicy: 'The role’s trust policy',
  trustLead: 'The role’s owner attaches it in the role’s account.',
  pages: {
    caller: 'Open the caller in the IAM console',
    role: 'Open the role in the IAM console',
  },
  principalUnsure: enCommandLine.principalUnsure,
  attachBy: enCommandLine.attachBy,
  tryAgain: 'Try again',
};

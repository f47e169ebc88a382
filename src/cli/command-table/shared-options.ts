import type { CompletionValues, NameKind, OptionSpec } from './command-spec.ts';

export function namesOf(...of: readonly NameKind[]): CompletionValues {
  return { kind: 'names', of };
}

export const FILES = { kind: 'files' } as const satisfies CompletionValues;

export const json = { kind: 'switch', text: 'prints JSON' } as const satisfies OptionSpec;

export const mfaCode = {
  kind: 'value',
  value: '-|CODE',
  text: `the code of the MFA device, or -, which asks for it or reads it from standard input.
Other users of this computer can see a CODE in the process list.
You can set ROLEKEEPER_MFA_CODE instead.`,
} as const satisfies OptionSpec;

export const shell = {
  kind: 'value',
  value: 'SHELL',
  text: 'bash, zsh, fish, powershell or cmd (default: bash; powershell on Windows)',
  completion: { kind: 'words', words: ['bash', 'zsh', 'fish', 'powershell', 'cmd'] },
} as const satisfies OptionSpec;

export const allowEndpoint = {
  kind: 'values',
  value: 'URL',
  text: `allows roles whose requests go to this server instead of AWS.
Without it, Rolekeeper asks in a terminal, or does not import the role.`,
} as const satisfies OptionSpec;

export const role = {
  name: 'NAME',
  count: 'one',
  text: 'the role, by its name or by the profile that it writes',
  completion: { kind: 'names', of: ['role', 'target-profile'] },
} as const;

export const roles = { ...role, count: 'many' } as const;

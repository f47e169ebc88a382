import { COMPLETION_SHELLS } from '../completion/completion-shells.ts';
import type { CommandSpec } from './command-spec.ts';

export const shellCommands = {
  completion: {
    summary: 'Prints a script that completes commands and names in a shell.',
    details: [
      'A shell then completes commands, options, roles, profiles and regions. Each example installs the script for one shell. Shells that start later use it. For zsh, the folder must be in fpath before compinit runs.',
    ],
    operand: {
      name: 'SHELL',
      count: 'one',
      text: 'bash, zsh, fish or powershell',
      completion: { kind: 'words', words: COMPLETION_SHELLS },
    },
    options: {},
    forms: [{ operand: 'needed' }],
    examples: [
      {
        line: 'completion bash > ~/.local/share/bash-completion/completions/rolekeeper',
        does: 'bash with bash-completion',
      },
      { line: 'completion zsh > ~/.zfunc/_rolekeeper', does: 'zsh with fpath+=(~/.zfunc)' },
      { line: 'completion fish > ~/.config/fish/completions/rolekeeper.fish', does: 'fish' },
      {
        line: 'rolekeeper completion powershell | Out-String | Invoke-Expression',
        does: 'PowerShell, in the file that $PROFILE names',
      },
    ],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;

import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { enCommandLine } from '../../src/views/words/en-command-line.ts';
import { botocorePython } from '../support/external-programs.ts';

const python = botocorePython();

const program = `
import sys, json
try:
    from botocore.compat import compat_shell_split
except ImportError:
    from awscli.botocore.compat import compat_shell_split
import subprocess
parts = compat_shell_split(sys.argv[1], platform='win32')
# What subprocess gives to CreateProcess.
print(json.dumps([parts, subprocess.list2cmdline(parts)]))
`;

function lineFor(name: string, system: string): string {
  const hint = enCommandLine.credentialProcessHint({ name, region: null, system });
  const line = hint.find((each) => each.startsWith('credential_process = ')) ?? '';
  return line.slice('credential_process = '.length);
}

it.skipIf(python === null).each(['client-s3', 'my role'])(
  'botocore on Windows splits the credential_process line of the role %s into `cmd /c rolekeeper credentials` and the role’s name',
  (name) => {
    const { stdout } = spawnSync(python ?? '', ['-c', program, lineFor(name, 'win32')], {
      encoding: 'utf8',
    });
    const command = `cmd /c rolekeeper credentials ${name.includes(' ') ? `"${name}"` : name}`;
    const words = ['cmd', '/c', 'rolekeeper', 'credentials', name];
    expect(JSON.parse(stdout)).toEqual([words, command]);
  },
);

it('the credential_process line runs `rolekeeper credentials` without cmd on Linux', () => {
  expect(lineFor('client-s3', 'linux')).toBe('rolekeeper credentials client-s3');
});

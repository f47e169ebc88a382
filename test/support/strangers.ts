import { execFileSync } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';

/**
 * Other people's programs that the tests hold ours against. Each is what this machine has installed, or null; nothing is
 * installed for it. Real paths, never a pyenv shim, which costs a shell a call and reads the real HOME.
 */

/** The AWS CLI, as an absolute path. */
export function awsCli(): string | null {
  return programOnPath('aws');
}

/** moto's STS and IAM server, as an absolute path. */
export function motoServer(): string | null {
  return programOnPath('moto_server');
}

/** A Python that imports botocore: the AWS CLI's own neighbour, else the first `python3`; as an absolute path. */
export function botocorePython(): string | null {
  const cli = awsCli();
  const neighbour = cli === null ? null : join(dirname(realpathSync(cli)), 'python3');
  for (const python of [neighbour, programOnPath('python3'), '/usr/bin/python3']) {
    if (python !== null && isProgram(python) && importsBotocore(python)) return python;
  }
  return null;
}

/**
 * True where `found` is null, after printing by name what is skipped, so that no run can pass over a stranger in silence:
 * `describe.skipIf(skippedWithout('the AWS CLI', awsCli()))(…)`.
 */
export function skippedWithout(stranger: string, found: string | null): boolean {
  if (found !== null) return false;
  console.warn(`skipped: ${stranger} is not installed here`);
  return true;
}

export function programOnPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(folder, name);
    if (folder === '' || !isProgram(candidate)) continue;
    if (!folder.endsWith(`${sep}shims`)) return candidate;
    const behind = behindShim(dirname(folder), name);
    if (behind !== null) return behind;
  }
  return null;
}

function behindShim(pyenvRoot: string, name: string): string | null {
  try {
    const env = { PATH: process.env.PATH ?? '', PYENV_ROOT: pyenvRoot, HOME: pyenvRoot };
    const pyenv = join(pyenvRoot, 'bin', 'pyenv');
    return execFileSync(pyenv, ['which', name], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

// Debian's awscli 2 carries botocore inside itself, under awscli.botocore.
function importsBotocore(python: string): boolean {
  const tryBoth =
    'try:\n import botocore.configloader\nexcept ImportError:\n import awscli.botocore.configloader';
  try {
    execFileSync(python, ['-c', tryBoth], {
      stdio: 'ignore',
      env: { PATH: process.env.PATH ?? '' },
    });
    return true;
  } catch {
    return false;
  }
}

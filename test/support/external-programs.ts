import { execFileSync } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** External programs that the tests compare Rolekeeper with: the installed one, or null. */

/** Absolute path of the AWS CLI. */
export function awsCli(): string | null {
  return programOnPath('aws');
}

/** Absolute path of moto's STS and IAM server. */
export function motoServer(): string | null {
  return programOnPath('moto_server');
}

/**
 * Absolute path of a Python that can import botocore: the AWS CLI's own, otherwise the first
 * `python3`.
 */
export function botocorePython(): string | null {
  const cli = awsCli();
  const neighbour = cli === null ? null : join(dirname(realpathSync(cli)), 'python3');
  for (const python of [neighbour, programOnPath('python3'), '/usr/bin/python3']) {
    if (python !== null && isProgram(python) && importsBotocore(python)) return python;
  }
  return null;
}

/**
 * True if `found` is null, after printing what is skipped, so that no run skips an external program
 * silently: `describe.skipIf(skippedWithout('the AWS CLI', awsCli()))(…)`.
 */
export function skippedWithout(program: string, found: string | null): boolean {
  if (found !== null) return false;
  console.warn(`skipped: ${program} is not installed here`);
  return true;
}

export function programOnPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(folder, name);
    if (folder !== '' && isProgram(candidate)) return candidate;
  }
  return null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

// Debian's awscli 2 contains botocore as awscli.botocore.
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

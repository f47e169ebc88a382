import { execFileSync } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Returns the absolute path of the AWS CLI; null if it is not installed. */
export function awsCli(): string | null {
  return programOnPath('aws');
}

/** Returns the absolute path of moto's STS and IAM server; null if it is not installed. */
export function motoServer(): string | null {
  return programOnPath('moto_server');
}

/**
 * Returns the absolute path of a Python that can import botocore: the AWS CLI's own, the first
 * `python3` in PATH, or `/usr/bin/python3`. Returns null if none of them can.
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
 * If `found` is null, prints that the program's tests are skipped and returns true. Use:
 * `describe.skipIf(skippedWithout('the AWS CLI', awsCli()))(…)`.
 */
export function skippedWithout(program: string, found: string | null): boolean {
  if (found !== null) return false;
  console.warn(`skipped: ${program} is not installed here`);
  return true;
}

/** Returns the absolute path of a program in PATH; null if no folder of PATH has it. */
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

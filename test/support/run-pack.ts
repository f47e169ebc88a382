import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const root = join(import.meta.dirname, '../..');

/**
 * Runs `npm run pack` with a stand-in for Electron's runtime, and returns what it prints. The first
 * call of a test run builds the application into `out`. Later calls wait for that build and use it,
 * so no test reads `out` while another one replaces it.
 */
export async function runPack(args: readonly string[]): Promise<string> {
  const built = join(inject('sharedFolder'), 'application-built');
  // Undefined if another test has created the folder.
  const isFirst = mkdirSync(`${built}-by`, { recursive: true }) !== undefined;
  if (!isFirst) await untilThere(built);
  const words = ['scripts/pack.ts', '--stand-in', ...(isFirst ? [] : ['--built']), ...args];
  try {
    return (await promisify(execFile)(process.execPath, words, { cwd: root })).stdout;
  } finally {
    if (isFirst) writeFileSync(built, '');
  }
}

async function untilThere(file: string): Promise<void> {
  while (!existsSync(file)) await delay(50);
}

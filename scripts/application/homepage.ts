import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Returns the project's address, which a deb package requires: `homepage` in package.json,
 * otherwise the web page of the git remote, otherwise null.
 */
export async function homepage(root: string): Promise<string | null> {
  const text = await readFile(join(root, 'package.json'), 'utf8');
  const { homepage: named } = JSON.parse(text) as { readonly homepage?: string };
  return named ?? webPageOf(await origin(root));
}

/** Converts a git remote to `https://host/owner/name`, without a user name or password. */
export function webPageOf(remote: string): string | null {
  const [, host, path] =
    /^(?:(?:https|ssh):\/\/(?:[^@/]*@)?|[^@/:]+@)([\w.-]+)(?::\d+)?[:/]([^?#\s]+?)(?:\.git)?\/?$/.exec(
      remote,
    ) ?? [];
  return host === undefined || path === undefined ? null : `https://${host}/${path}`;
}

function origin(root: string): Promise<string> {
  return new Promise((done) => {
    execFile('git', ['config', '--get', 'remote.origin.url'], { cwd: root }, (error, stdout) => {
      done(error === null ? stdout.trim() : '');
    });
  });
}

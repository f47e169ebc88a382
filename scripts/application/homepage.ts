import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The project's address, which a deb has to name: package.json's `homepage`, else the web page of the repository that this is a clone of; null where neither tells. */
export async function homepage(root: string): Promise<string | null> {
  const text = await readFile(join(root, 'package.json'), 'utf8');
  const { homepage: named } = JSON.parse(text) as { readonly homepage?: string };
  return named ?? webPageOf(await origin(root));
}

/** `https://host/owner/name` of a git remote, without the name and password that it may carry. */
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

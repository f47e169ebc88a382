import { lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { TrustedPaths } from '../core/app/core-ports.ts';
import type { FieldRule } from '../core/failure.ts';
import { expanded } from './expanded-path.ts';
import { errorCode } from './state/sqlite.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type PathRule = Extract<FieldRule, { rule: 'path' }>;

/** A dialog shows a path whole. */
const MOST_CHARACTERS = 1024;

/** The rules for paths that settings may name. `folder`: Rolekeeper's own, which no path may lead into. */
export function trustedPaths(env: Environment, folder: string): TrustedPaths {
  return {
    rule: (path) => textRule(expanded(path, env), folder),
    examine: async (name, path) => {
      const at = expanded(path, env);
      const broken = textRule(at, folder) ?? fileRule(at, folder, name !== 'caBundle');
      if (broken !== null || name !== 'caBundle') return broken;
      const { isCaBundle } = await import('./sts/certificate-authorities.ts');
      return (await isCaBundle(at)) ? null : { rule: 'ca-bundle' };
    },
  };
}

/**
 * The rule that a path of settings.json breaks, for which it is ignored. A file or folder that is
 * missing is no such rule: another place for keys would be a surprise.
 */
export function ignoredRule(path: string, env: Environment, folder: string): FieldRule | null {
  const at = expanded(path, env);
  const rule = textRule(at, folder) ?? fileRule(at, folder, true);
  return rule?.rule === 'path' && rule.broken === 'missing' ? null : rule;
}

/** Looks at the text alone: not even the existence of a path is asked for. */
function textRule(path: string, folder: string): FieldRule | null {
  if (path.length > MOST_CHARACTERS) return { rule: 'length', min: 1, max: MOST_CHARACTERS };
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(path)) return pathRule('hidden-characters');
  if (isOfNetwork(path)) return pathRule('network');
  const isWhole = process.platform === 'win32' ? /^[A-Za-z]:[\\/]/.test(path) : isAbsolute(path);
  if (!isWhole) return pathRule('relative');
  return isInside(resolve(path), folder) ? pathRule('own-folder') : null;
}

/** Looks at what the path leads to, and opens nothing: a device or a pipe could block. */
function fileRule(path: string, folder: string, mayBeMissing: boolean): FieldRule | null {
  try {
    const real = realpathSync(path);
    return placeRule(real, folder) ?? (statSync(real).isFile() ? null : pathRule('not-a-file'));
  } catch (error) {
    if (errorCode(error) === null) throw error;
    const rule = isThere(path) ? pathRule('missing') : newFileRule(path, folder);
    return rule ?? (mayBeMissing ? null : pathRule('missing'));
  }
}

/** A file that does not exist yet needs a folder that does. */
function newFileRule(path: string, folder: string): FieldRule | null {
  try {
    const real = realpathSync(dirname(path));
    if (!statSync(real).isDirectory()) return pathRule('missing');
    return placeRule(real, folder);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return pathRule('missing');
  }
}

function placeRule(real: string, folder: string): FieldRule | null {
  if (isOfNetwork(real)) return pathRule('network');
  return isInside(real, realOr(folder)) ? pathRule('own-folder') : null;
}

/** `\\server\share`, `//server/share`, `\\?\UNC\…`, `\\.\pipe\…` */
function isOfNetwork(path: string): boolean {
  return /^[\\/]{2}/.test(path);
}

function isInside(path: string, folder: string): boolean {
  const from = relative(folder, path);
  return from === '' || (!/^\.\.(?:[\\/]|$)/.test(from) && !isAbsolute(from));
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function realOr(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function pathRule(broken: PathRule['broken']): PathRule {
  return { rule: 'path', broken };
}

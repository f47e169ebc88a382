import type { Environment } from '../core/environment.ts';
import type { PathChecks } from '../core/app/core-ports.ts';
import type { FieldRule } from '../core/field-rule.ts';
import { expand } from './expanded-path.ts';
import { errorCode } from './error-code.ts';
import { type Machine, thisMachine } from './machine.ts';

type PathRule = Extract<FieldRule, { kind: 'path' }>;

/** The longest accepted path, because a dialog must be able to show the whole path. */
const MAX_CHARACTERS = 1024;

/**
 * Returns functions that check paths against the rules for settings. `folder` is Rolekeeper's own
 * folder, and a path must not be inside it.
 */
export function pathChecks(env: Environment, folder: string, machine = thisMachine): PathChecks {
  return {
    rule: (path) => textRule(expand(path, env, machine), folder, machine),
    examine: async (name, path) => {
      const at = expand(path, env, machine);
      const broken =
        textRule(at, folder, machine) ?? fileRule(at, folder, name !== 'caBundle', machine);
      if (broken !== null || name !== 'caBundle') return broken;
      const { isCaBundle } = await import('./sts/certificate-authorities.ts');
      return (await isCaBundle(at)) ? null : { kind: 'ca-bundle' };
    },
  };
}

/**
 * Returns the rule that a path in settings.json breaks, or null. A missing file breaks no rule
 * here, because Rolekeeper would otherwise ignore the setting and write keys to the default file,
 * which the user does not expect.
 */
export function brokenRule(
  path: string,
  env: Environment,
  folder: string,
  machine = thisMachine,
): FieldRule | null {
  const at = expand(path, env, machine);
  const rule = textRule(at, folder, machine) ?? fileRule(at, folder, true, machine);
  return rule?.kind === 'path' && rule.broken === 'missing' ? null : rule;
}

/** Checks only the text of the path, so that the result does not reveal whether the path exists. */
function textRule(path: string, folder: string, machine: Machine): FieldRule | null {
  const { paths, system } = machine;
  if (path.length > MAX_CHARACTERS) return { kind: 'length', min: 1, max: MAX_CHARACTERS };
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(path)) return pathRule('hidden-characters');
  if (isNetworkPath(path, machine)) return pathRule('network');
  const isAbsolute =
    system === 'win32'
      ? /^[A-Za-z]:[\\/]/.test(path) || isWslPath(path, machine)
      : paths.isAbsolute(path);
  if (!isAbsolute) return pathRule('relative');
  return isInside(paths.resolve(path), folder, machine) ? pathRule('own-folder') : null;
}

/**
 * Checks the file that the path leads to. Does not open it, because opening a device or a pipe
 * could block.
 */
function fileRule(
  path: string,
  folder: string,
  mayBeMissing: boolean,
  machine: Machine,
): FieldRule | null {
  const { fs } = machine;
  try {
    const real = fs.realpathSync.native(path);
    return (
      locationRule(real, folder, machine) ??
      (fs.statSync(real).isFile() ? null : pathRule('not-a-file'))
    );
  } catch (error) {
    if (errorCode(error) === null) throw error;
    const rule = exists(path, machine) ? pathRule('missing') : newFileRule(path, folder, machine);
    return rule ?? (mayBeMissing ? null : pathRule('missing'));
  }
}

/** Checks a file that does not exist yet. Its folder must exist. */
function newFileRule(path: string, folder: string, machine: Machine): FieldRule | null {
  const { fs, paths } = machine;
  try {
    const real = fs.realpathSync.native(paths.dirname(path));
    if (!fs.statSync(real).isDirectory()) return pathRule('missing');
    return locationRule(real, folder, machine);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return pathRule('missing');
  }
}

function locationRule(real: string, folder: string, machine: Machine): FieldRule | null {
  if (isNetworkPath(real, machine)) return pathRule('network');
  return isInside(real, realOrResolved(folder, machine), machine) ? pathRule('own-folder') : null;
}

/**
 * True for a path of a network or a pipe: `\\server\share`, `//server/share`, `\\?\UNC\…`,
 * `\\.\pipe\…`
 */
function isNetworkPath(path: string, machine: Machine): boolean {
  return /^[\\/]{2}/.test(path) && !isWslPath(path, machine);
}

/**
 * True for a path of a Linux system in WSL. Windows reserves these names, so no server on the
 * network gets a request.
 */
function isWslPath(path: string, { system }: Machine): boolean {
  return system === 'win32' && /^[\\/]{2}wsl(?:\.localhost|\$)[\\/]/i.test(path);
}

function isInside(path: string, folder: string, { paths }: Machine): boolean {
  const from = paths.relative(folder, path);
  return from === '' || (!/^\.\.(?:[\\/]|$)/.test(from) && !paths.isAbsolute(from));
}

function exists(path: string, { fs }: Machine): boolean {
  try {
    fs.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function realOrResolved(path: string, { fs, paths }: Machine): string {
  try {
    return fs.realpathSync.native(path);
  } catch {
    return paths.resolve(path);
  }
}

function pathRule(broken: PathRule['broken']): PathRule {
  return { kind: 'path', broken };
}

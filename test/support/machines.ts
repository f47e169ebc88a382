import fs from 'node:fs';
import { win32 } from 'node:path';
import { type FileSystem, type Machine, thisMachine } from '../../src/node/machine.ts';

/** Replaces Windows programs such as `icacls`: every file gets the same empty access list. */
const sameAccessEverywhere: Machine['run'] = () => Promise.resolve('');

/**
 * Returns this machine under the name of another system. The paths and the access to files stay
 * those of this machine.
 */
export function machineOf(system: NodeJS.Platform, changes: Partial<Machine> = {}): Machine {
  const user = system === 'win32' ? null : thisMachine.user;
  const run = system === 'win32' ? sameAccessEverywhere : thisMachine.run;
  return { ...thisMachine, system, user, run, ...changes };
}

/** A Windows machine for tests of paths. Its files are those of this machine. */
export const windowsPaths: Machine = machineOf('win32', { paths: win32 });

export interface FsCall {
  readonly name: keyof FileSystem;
  /** The path that the call got; null for a call by descriptor. */
  readonly path: string | null;
}

/**
 * Is called before each file system call. Returns the error code with which the call fails, or null
 * to let the call run.
 */
export type FsInterceptor = (call: FsCall) => string | null;

function toleratesMissing(options: unknown): boolean {
  const given = typeof options === 'object' && options !== null ? options : {};
  return 'throwIfNoEntry' in given && given.throwIfNoEntry === false;
}

/**
 * Returns the real file system, but calls `intercept` before each call, and lets `answer` replace
 * the result. Tests use error codes of Windows, network and FUSE file systems; on Windows,
 * Node reports a sharing violation as EBUSY, EPERM or EACCES.
 */
export function interceptedFileSystem(
  intercept: FsInterceptor,
  answer: (call: FsCall, result: unknown) => unknown = (_, result) => result,
): FileSystem {
  const wrap = (name: keyof FileSystem, call: (...args: unknown[]) => unknown) =>
    function intercepted(...args: unknown[]): unknown {
      const [first] = args;
      const asked = { name, path: typeof first === 'string' ? first : null };
      const code = intercept(asked);
      if (code === null) return answer(asked, call(...args));
      // With `throwIfNoEntry: false`, Node returns undefined for a missing file.
      if (code === 'ENOENT' && args.some(toleratesMissing)) return undefined;
      const error = Object.assign(new Error(`${code}: ${name} was refused`), { code });
      const callback = args.at(-1);
      if (typeof callback !== 'function') throw error;
      queueMicrotask(() => {
        Reflect.apply(callback, undefined, [error]);
      });
      return undefined;
    };
  return new Proxy<FileSystem>(fs, {
    get: (target, name: keyof FileSystem) => {
      const call: unknown = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      const intercepted = wrap(name, (...args) => Reflect.apply(call, target, args) as unknown);
      if (name !== 'realpathSync') return intercepted;
      const native = target.realpathSync.native as (...args: unknown[]) => unknown;
      return Object.assign(intercepted, { native: wrap(name, native) });
    },
  });
}

/**
 * Returns the real file system, but paths below `root` are case-insensitive, as on Windows disks,
 * exFAT and SMB on Linux. All stored names are in small letters, and `realpath` returns the case of
 * its argument.
 */
export function diskIgnoringCase(root: string): FileSystem {
  const real = (given: unknown): unknown =>
    typeof given === 'string' && given.startsWith(`${root}/`)
      ? root + given.slice(root.length).toLowerCase()
      : given;
  return new Proxy<FileSystem>(fs, {
    get: (target, name: keyof FileSystem) => {
      const call: unknown = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      const mapped = (...args: unknown[]): unknown => Reflect.apply(call, target, args.map(real));
      if (name !== 'realpathSync') return mapped;
      const native = (path: string): string => {
        target.realpathSync.native(String(real(path)));
        return path;
      };
      return Object.assign(mapped, { native });
    },
  });
}

import type { Environment } from '../environment.ts';

/** What `expandPath` reads from the computer. */
export interface PathEnvironment {
  readonly env: Environment;
  readonly platform: 'posix' | 'windows';
  /**
   * Returns the home directory of a user from the system's user table; null if there is none. If
   * `user` is null, it returns the home directory of the current user.
   */
  readonly homeOf: (user: string | null) => string | null;
}

/**
 * Expands variables, then `~`, as botocore does for the paths of its files (`os.path.expandvars`
 * and `os.path.expanduser` in `configloader.py`). The name of an unknown variable or user is not
 * changed.
 */
export function expandPath(path: string, environment: PathEnvironment): string {
  return environment.platform === 'windows'
    ? windowsHome(windowsVariables(path, environment), environment)
    : posixHome(posixVariables(path, environment), environment);
}

/**
 * Does the same as CPython's `posixpath.expandvars`. This function scans by hand, because CPython's
 * pattern `\{[^}]*\}` takes quadratic time.
 */
function posixVariables(path: string, { env }: PathEnvironment): string {
  const lastBrace = path.lastIndexOf('}');
  let expanded = '';
  let at = 0;
  for (let dollar = path.indexOf('$'); dollar !== -1; dollar = path.indexOf('$', at)) {
    const isBraced = path[dollar + 1] === '{' && dollar + 1 < lastBrace;
    const end = isBraced ? path.indexOf('}', dollar) + 1 : endOfName(path, dollar + 1);
    const name = isBraced ? path.slice(dollar + 2, end - 1) : path.slice(dollar + 1, end);
    expanded += path.slice(at, dollar) + (ownValue(env, name) ?? path.slice(dollar, end));
    at = end;
  }
  return expanded + path.slice(at);
}

function endOfName(path: string, start: number): number {
  let end = start;
  while (/^[A-Za-z0-9_]$/.test(path[end] ?? '')) end += 1;
  return end;
}

/** Does the same as CPython's `posixpath.expanduser`. */
function posixHome(path: string, { env, homeOf }: PathEnvironment): string {
  const [tilde, user = ''] = /^~([^/]*)/.exec(path) ?? [];
  if (tilde === undefined) return path;
  const home = user === '' ? (ownValue(env, 'HOME') ?? homeOf(null)) : homeOf(user);
  if (home === null) return path;
  let end = home.length;
  while (home[end - 1] === '/') end -= 1;
  const expanded = home.slice(0, end) + path.slice(tilde.length);
  return expanded === '' ? '/' : expanded;
}

/**
 * Does the same as CPython's `ntpath.expandvars`. Text in single quotes is not changed, `%%`
 * becomes `%`, and `$$` becomes `$`.
 */
function windowsVariables(path: string, { env }: PathEnvironment): string {
  return path.replace(
    /'[^']*'?|%(%|[^%]*%?)|\$(\$|[-A-Za-z0-9_]+|\{[^}]*\}?)/g,
    (all, percent?: string, dollar?: string) => {
      if (percent === '%' || dollar === '$') return all.slice(0, 1);
      if (percent !== undefined)
        return percent.endsWith('%') ? (windowsVariable(env, percent.slice(0, -1)) ?? all) : all;
      if (dollar === undefined) return all;
      if (!dollar.startsWith('{')) return windowsVariable(env, dollar) ?? all;
      return dollar.endsWith('}') ? (windowsVariable(env, dollar.slice(1, -1)) ?? all) : all;
    },
  );
}

/** Does the same as CPython's `ntpath.expanduser`. */
function windowsHome(path: string, { env }: PathEnvironment): string {
  const [tilde, user = ''] = /^~([^/\\]*)/.exec(path) ?? [];
  if (tilde === undefined) return path;
  const home = windowsUserHome(env);
  if (home === null) return path;
  const rest = path.slice(tilde.length);
  const present = windowsVariable(env, 'USERNAME');
  if (user === '' || user === present) return home + rest;
  const [, folder = '', name = ''] = /^(.*[/\\])?([^/\\]*)$/s.exec(home) ?? [];
  return name === present ? folder + user + rest : path;
}

function windowsUserHome(env: PathEnvironment['env']): string | null {
  const profile = windowsVariable(env, 'USERPROFILE');
  if (profile !== null) return profile;
  const path = windowsVariable(env, 'HOMEPATH');
  return path === null ? null : (windowsVariable(env, 'HOMEDRIVE') ?? '') + path;
}

function ownValue(env: PathEnvironment['env'], name: string): string | null {
  return Object.hasOwn(env, name) ? (env[name] ?? null) : null;
}

/**
 * Returns a variable's value; null if there is none. Windows ignores case in the names of
 * variables.
 */
function windowsVariable(env: PathEnvironment['env'], name: string): string | null {
  const exact = ownValue(env, name);
  if (exact !== null) return exact;
  const wanted = name.toUpperCase();
  return Object.entries(env).find(([each]) => each.toUpperCase() === wanted)?.[1] ?? null;
}

import { realpathSync, statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

const quietMs = 50;
const atLatestMs = 500;
const tryAgainMs = 30_000;

/**
 * Calls `changed` soon after something relevant happened in `folder`, gathering bursts; `relevant` gets the names of the folder's entries.
 * A folder that is missing, deleted or replaced is waited for at its nearest existing parent and watched again when it is back. The call may
 * come twice or for nothing, and some file systems tell nothing at all. Holds no process alive. The returned function ends it.
 */
export function watchFolder(
  folder: string,
  relevant: (name: string) => boolean,
  changed: () => void,
): () => void {
  const watched = new WatchedFolder(resolve(folder), relevant, changed);
  watched.start();
  return () => {
    watched.stop();
  };
}

/** `watchFolder` for one file; where it is a symbolic link, what it leads to is watched too. */
export function watchFile(file: string, changed: () => void): () => void {
  const stops = namesOf(resolve(file)).map((path) => {
    const name = basename(path);
    return watchFolder(dirname(path), (entry) => entry === name, changed);
  });
  return () => {
    for (const stop of stops) stop();
  };
}

function namesOf(file: string): readonly string[] {
  try {
    const real = realpathSync(file);
    return real === file ? [file] : [file, real];
  } catch {
    return [file];
  }
}

class WatchedFolder {
  readonly #folder: string;
  readonly #relevant: (name: string) => boolean;
  readonly #changed: () => void;
  #watcher: FSWatcher | null = null;
  /** What is watched: the folder itself or, while it is missing, its nearest existing parent. */
  #at: Folder | null = null;
  #stopped = false;
  #firstEventAt: number | null = null;
  #quiet: NodeJS.Timeout | null = null;
  #retry: NodeJS.Timeout | null = null;
  #tell = false;
  #lost = false;

  constructor(folder: string, relevant: (name: string) => boolean, changed: () => void) {
    this.#folder = folder;
    this.#relevant = relevant;
    this.#changed = changed;
  }

  start(): void {
    this.#arm();
  }

  stop(): void {
    this.#stopped = true;
    this.#disarm();
    if (this.#quiet !== null) clearTimeout(this.#quiet);
    if (this.#retry !== null) clearTimeout(this.#retry);
  }

  /** Looks again after watching began, since the folder may have come while its parent was being watched. */
  #arm(): void {
    for (let look = 0; look < 3; look += 1) {
      const target = nearestExisting(this.#folder);
      if (target !== null && target.identity === this.#at?.identity) return;
      this.#disarm();
      if (target === null) break;
      try {
        this.#watcher = watch(target.path, { persistent: false }, (kind, name) => {
          this.#happened(kind, name);
        });
      } catch {
        break;
      }
      this.#watcher.on('error', () => {
        this.#disarm();
        this.#tryLater();
      });
      this.#at = target;
    }
    if (this.#watcher === null) this.#tryLater();
  }

  #disarm(): void {
    this.#watcher?.close();
    this.#watcher = null;
    this.#at = null;
  }

  #happened(kind: string, name: string | null): void {
    if (this.#at === null) return;
    // A folder that is deleted or moved says so under its own name: its watcher is dead.
    const itself = name === null || (kind === 'rename' && name === basename(this.#at.path));
    if (itself) this.#lost = true;
    if (this.#at.path === this.#folder) {
      if (!itself && !this.#relevant(name)) return;
      this.#tell = true;
    }
    this.#gather();
  }

  #gather(): void {
    const now = performance.now();
    this.#firstEventAt ??= now;
    if (this.#quiet !== null) clearTimeout(this.#quiet);
    const delay = Math.max(0, Math.min(quietMs, this.#firstEventAt + atLatestMs - now));
    this.#quiet = setTimeout(() => {
      this.#settled();
    }, delay).unref();
  }

  #settled(): void {
    this.#quiet = null;
    this.#firstEventAt = null;
    const before = this.#at;
    if (this.#lost) this.#disarm();
    this.#lost = false;
    this.#arm();
    const cameBack = this.#at !== before && this.#at?.path === this.#folder;
    const tell = this.#tell || cameBack;
    this.#tell = false;
    if (tell) this.#changed();
  }

  /** Where the system gives no watcher (a limit reached, an unmounted drive), the folder is looked for now and then. */
  #tryLater(): void {
    if (this.#stopped || this.#retry !== null) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#tell = true;
      this.#gather();
    }, tryAgainMs).unref();
  }
}

interface Folder {
  readonly path: string;
  readonly identity: string;
}

function nearestExisting(folder: string): Folder | null {
  for (let path = folder; ; path = dirname(path)) {
    const identity = identityOf(path);
    if (identity !== null) return { path, identity };
    if (path === dirname(path)) return null;
  }
}

/** Which folder a path leads to; inode numbers are used again at once, hence the time of birth. */
function identityOf(path: string): string | null {
  try {
    const found = statSync(path);
    return found.isDirectory()
      ? `${String(found.dev)}:${String(found.ino)}:${String(found.birthtimeMs)}`
      : null;
  } catch {
    return null;
  }
}

import { realpathSync, statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { errorCode } from '../error-code.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { isDiskOfWindows } from './network-file-system.ts';

/** `changed` is called when there was no event for this long. */
const QUIET_MS = 50;
/** `changed` is called at the latest this long after the first event. */
const MAX_DELAY_MS = 500;
/** The pause after the system could not watch a folder. */
const TRY_AGAIN_MS = 30_000;

/** The pause between two reads of a file on a Windows disk. */
const POLL_MS = 2000;

/**
 * Watches a folder, even after it is deleted or replaced, and returns a function that stops the
 * watch. Calls `changed` shortly after a change of an entry with a `relevant` name, sometimes
 * without a change, and never on file systems that report no changes.
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

/**
 * Calls `changed` shortly after a change of one file or of the target of a symbolic link. In WSL,
 * reads the state of a file on a Windows disk every 2 s, because WSL does not report changes that
 * Windows makes.
 */
export function watchFile(
  file: string,
  changed: () => void,
  machine: Machine = thisMachine,
): () => void {
  if (isDiskOfWindows(dirname(resolve(file)), machine)) return pollFile(file, changed, machine);
  const stops = pathsOf(resolve(file)).map((path) => {
    const name = basename(path);
    return watchFolder(dirname(path), (entry) => entry === name, changed);
  });
  return () => {
    for (const stop of stops) stop();
  };
}

function pollFile(file: string, changed: () => void, { fs }: Machine): () => void {
  const stampOf = (): string => {
    try {
      const { ino, size, mtimeNs } = fs.statSync(file, { bigint: true });
      return `${String(ino)}:${String(size)}:${String(mtimeNs)}`;
    } catch (error) {
      return errorCode(error) ?? '';
    }
  };
  let known = stampOf();
  const timer = setInterval(() => {
    const present = stampOf();
    if (present === known) return;
    known = present;
    changed();
  }, POLL_MS).unref();
  return () => {
    clearInterval(timer);
  };
}

function pathsOf(file: string): readonly string[] {
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
  /**
   * The folder that is watched now. It is `folder`, or the nearest existing parent while `folder`
   * is missing.
   */
  #watched: Folder | null = null;
  #stopped = false;
  #firstEventAt: number | null = null;
  #debounceTimer: NodeJS.Timeout | null = null;
  #retryTimer: NodeJS.Timeout | null = null;
  #isChanged = false;
  #isLost = false;

  constructor(folder: string, relevant: (name: string) => boolean, changed: () => void) {
    this.#folder = folder;
    this.#relevant = relevant;
    this.#changed = changed;
  }

  start(): void {
    this.#startWatching();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopWatching();
    if (this.#debounceTimer !== null) clearTimeout(this.#debounceTimer);
    if (this.#retryTimer !== null) clearTimeout(this.#retryTimer);
  }

  /**
   * Watches the nearest existing folder. Checks again after the watch has started, because the
   * folder can appear in between.
   */
  #startWatching(): void {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const target = nearestExisting(this.#folder);
      if (target !== null && target.identity === this.#watched?.identity) return;
      this.#stopWatching();
      if (target === null) break;
      try {
        this.#watcher = watch(target.path, { persistent: false }, (kind, name) => {
          this.#onEvent(kind, name);
        });
      } catch {
        break;
      }
      this.#watcher.on('error', () => {
        this.#stopWatching();
        this.#tryLater();
      });
      this.#watched = target;
    }
    if (this.#watcher === null) this.#tryLater();
  }

  #stopWatching(): void {
    this.#watcher?.close();
    this.#watcher = null;
    this.#watched = null;
  }

  #onEvent(kind: string, name: string | null): void {
    if (this.#watched === null) return;
    // If the folder was deleted or moved, the event contains the folder's own name, and the watcher
    // no longer works.
    const isOwnName = name === null || (kind === 'rename' && name === basename(this.#watched.path));
    if (isOwnName) this.#isLost = true;
    if (this.#watched.path === this.#folder) {
      if (!isOwnName && !this.#relevant(name)) return;
      this.#isChanged = true;
    }
    this.#debounce();
  }

  #debounce(): void {
    const now = performance.now();
    this.#firstEventAt ??= now;
    if (this.#debounceTimer !== null) clearTimeout(this.#debounceTimer);
    const delay = Math.max(0, Math.min(QUIET_MS, this.#firstEventAt + MAX_DELAY_MS - now));
    this.#debounceTimer = setTimeout(() => {
      this.#onQuiet();
    }, delay).unref();
  }

  #onQuiet(): void {
    this.#debounceTimer = null;
    this.#firstEventAt = null;
    const before = this.#watched;
    if (this.#isLost) this.#stopWatching();
    this.#isLost = false;
    this.#startWatching();
    const cameBack = this.#watched !== before && this.#watched?.path === this.#folder;
    const mustNotify = this.#isChanged || cameBack;
    this.#isChanged = false;
    if (mustNotify) this.#changed();
  }

  /**
   * Tries again later if the system cannot watch the folder, for example at its limit of watchers
   * or on an unmounted drive.
   */
  #tryLater(): void {
    if (this.#stopped || this.#retryTimer !== null) return;
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = null;
      this.#isChanged = true;
      this.#debounce();
    }, TRY_AGAIN_MS).unref();
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

/**
 * Returns a text that identifies the folder at a path. It includes the birth time, because systems
 * can reuse an inode number at once.
 */
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

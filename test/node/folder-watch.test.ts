import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { watchFile, watchFolder } from '../../src/node/files/folder-watch.ts';
import { timedWithControl } from '../support/timed-with-control.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function temporary(): string {
  return mkdtempSync(join(tmpdir(), 'rk-watch-'));
}

/** Counts a watcher's calls and waits for the next one. */
function counter(): {
  readonly call: () => void;
  count: () => number;
  next: (withinMs?: number) => Promise<boolean>;
} {
  let calls = 0;
  let seen = 0;
  return {
    call: () => {
      calls += 1;
    },
    count: () => calls,
    next: async (withinMs = 10_000) => {
      const until = performance.now() + withinMs;
      while (calls === seen && performance.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 5));
      const came = calls > seen;
      seen = calls;
      return came;
    },
  };
}

describe('a watched folder', () => {
  it('reports a relevant file once for many quick changes, and reports no other file', async () => {
    const folder = temporary();
    const calls = counter();
    stops.push(watchFolder(folder, (name) => name === 'wanted', calls.call));
    for (let n = 0; n < 20; n += 1) writeFileSync(join(folder, 'wanted'), String(n));
    expect(await calls.next()).toBe(true);
    expect(await calls.next(200)).toBe(false);
    expect(calls.count()).toBe(1);
    writeFileSync(join(folder, 'other'), '1');
    expect(await calls.next(200)).toBe(false);
  });

  it('reports a file that keeps changing, without waiting for its last change', async () => {
    const folder = temporary();
    const calls = counter();
    stops.push(watchFolder(folder, () => true, calls.call));
    const writing = setInterval(() => {
      writeFileSync(join(folder, 'busy'), String(performance.now()));
    }, 10);
    const { result, tookMs, controlMs } = await timedWithControl(
      () => calls.next(),
      () => delay(500),
    );
    clearInterval(writing);
    expect(result).toBe(true);
    expect(tookMs).toBeLessThan(1000 + controlMs);
  });

  it('is found when it is created, at any depth, and reports its files', async () => {
    const root = temporary();
    const folder = join(root, 'a', 'b', 'c');
    const calls = counter();
    stops.push(watchFolder(folder, (name) => name === 'file', calls.call));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'file'), '1');
    expect(await calls.next()).toBe(true);
    await calls.next(200);
    writeFileSync(join(folder, 'file'), '2');
    expect(await calls.next()).toBe(true);
  });

  it.each(['removed and made again', 'replaced by another'])(
    'is still watched after it was %s',
    async (how) => {
      const root = temporary();
      const folder = join(root, 'watched');
      mkdirSync(folder);
      const calls = counter();
      stops.push(watchFolder(folder, (name) => name === 'file', calls.call));
      if (how === 'replaced by another') renameSync(folder, join(root, 'old'));
      else rmSync(folder, { recursive: true });
      mkdirSync(folder);
      expect(await calls.next()).toBe(true);
      await calls.next(200);
      writeFileSync(join(folder, 'file'), '1');
      expect(await calls.next()).toBe(true);
    },
  );

  it('reports nothing after the watch ended', async () => {
    const folder = temporary();
    const calls = counter();
    const stop = watchFolder(folder, () => true, calls.call);
    writeFileSync(join(folder, 'file'), '1');
    stop();
    writeFileSync(join(folder, 'file'), '2');
    expect(await calls.next(200)).toBe(false);
  });
});

describe('a watched file', () => {
  it('that is a symbolic link reports when a rename replaces its target, and reports no other file', async () => {
    const root = temporary();
    mkdirSync(join(root, 'real'));
    mkdirSync(join(root, 'linked'));
    writeFileSync(join(root, 'real', 'target'), '1');
    symlinkSync(join(root, 'real', 'target'), join(root, 'linked', 'config'));
    const calls = counter();
    stops.push(watchFile(join(root, 'linked', 'config'), calls.call));
    writeFileSync(join(root, 'real', 'target.new'), '2');
    renameSync(join(root, 'real', 'target.new'), join(root, 'real', 'target'));
    expect(await calls.next()).toBe(true);
    writeFileSync(join(root, 'real', 'unrelated'), '1');
    expect(await calls.next(200)).toBe(false);
  });
});

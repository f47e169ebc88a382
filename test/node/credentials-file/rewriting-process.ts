import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '../../../src/core/result.ts';
import { readSection } from '../../../src/core/credentials-file/section.ts';
import {
  credentialsFolder,
  valueOrThrow,
  release,
  write,
} from '../../support/credentials-folder.ts';
import { sessionOf } from '../../support/credentials-texts.ts';
import { testOwner } from '../../support/owner.ts';

/**
 * Rewrites or reads a credentials file: `once`, `release` and `read` do this once and print the
 * result. `loop` writes numbered sessions and prints each number, until the process is stopped.
 */
const [, , mode = 'once', folder = '', profile = 'ours', uid] = process.argv;
if (uid !== undefined) {
  process.setgroups?.([]);
  process.setgid?.(Number(uid));
  process.setuid?.(Number(uid));
}
const testFolder = credentialsFolder(folder);
const wantsInPlace = process.env['IN_PLACE'] !== undefined;
const store = testFolder.store(undefined, { wantsInPlace: () => wantsInPlace });

if (mode === 'release') console.log(JSON.stringify(await release(store, profile)));
if (mode === 'once') console.log(JSON.stringify(await write(store, profile, sessionOf())));
if (mode === 'read') console.log(JSON.stringify(await store.read()));
if (mode === 'loop') {
  const state = { stop: false };
  process.stdin.on('data', () => (state.stop = true));
  for (let n = 1; !state.stop; n += 1) {
    const accessKeyId = `ASIA${String(n).padStart(16, '0')}`;
    const session = sessionOf({ accessKeyId, assumedAt: 1_800_000_000_000 + n });
    await settled(() => write(store, profile, session, true));
    const text = (await settled(() => store.read())) ?? '';
    if (readSection(text, profile, testOwner).accessKeyId !== accessKeyId) console.log(`lost ${n}`);
    // Stores the compiled code for the next process now, because a killed process stores nothing.
    if (n === 1) flushCompileCache();
    console.log(`wrote ${n}`);
    await sleep(Number(process.env['PAUSE_MS'] ?? 1));
  }
  process.exit(0);
}

/** Repeats the work while it fails because another process is still writing the file. */
async function settled<T>(work: () => Promise<Result<T>>): Promise<T> {
  for (;;) {
    const result = await work();
    if (result.ok || result.failure.kind !== 'file-unsettled') return valueOrThrow(result);
  }
}

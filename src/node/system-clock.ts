import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Clock, Hash, Random } from '../core/ports.ts';

/** The longest delay that a timer of Node takes: longer ones would fire at once. */
const longestTimerMs = 2_147_483_647;

/** The machine's clocks. A pending wake keeps the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  wake: (afterMs, call) => {
    const due = performance.now() + afterMs;
    let timer: NodeJS.Timeout;
    const sleep = (): void => {
      const left = due - performance.now();
      timer = setTimeout(left > longestTimerMs ? sleep : call, Math.min(Math.max(left, 0), longestTimerMs));
    };
    sleep();
    return () => {
      clearTimeout(timer);
    };
  },
};

export const systemRandom: Random = {
  fraction: () => randomInt(2 ** 48 - 1) / (2 ** 48 - 1),
  hex: (bytes) => randomBytes(bytes).toString('hex'),
};

export const sha256: Hash = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

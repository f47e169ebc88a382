import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/node/system-clock.ts';

describe('the machine’s clock', () => {
  it('calls back once after the given time, unless the caller cancels', async () => {
    const began = systemClock.monotonic();
    let woken = 0;
    const cancel = systemClock.wake(30, () => {
      throw new Error('was cancelled');
    });
    systemClock.wake(30, () => {
      woken += 1;
    });
    cancel();
    await setTimeout(80);
    expect(woken).toBe(1);
    expect(systemClock.monotonic() - began).toBeGreaterThanOrEqual(29);
    const times = [Date.now(), systemClock.now(), Date.now()];
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it("does not call back at once if the time exceeds the limit of Node's timers", async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'hrtime'] });
    try {
      let woken = 0;
      systemClock.wake(3_000_000_000, () => {
        woken += 1;
      });
      await vi.advanceTimersByTimeAsync(2_999_999_000);
      expect(woken).toBe(0);
      await vi.advanceTimersByTimeAsync(2000);
      expect(woken).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });
});

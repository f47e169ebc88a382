import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { sha256, systemClock, systemRandom } from '../../src/node/system-clock.ts';

describe('the machine’s clock', () => {
  it('wakes once after the time, and not at all once cancelled', async () => {
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
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(50);
  });

  it('does not wake at once for a time that no timer of Node takes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
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

describe('chance and hash', () => {
  it('are fractions below one, hex of the asked length, and SHA-256', () => {
    for (let n = 0; n < 1000; n += 1) {
      const fraction = systemRandom.fraction();
      expect(fraction >= 0 && fraction < 1).toBe(true);
    }
    expect(systemRandom.hex(6)).toMatch(/^[0-9a-f]{12}$/);
    expect(systemRandom.hex(6)).not.toBe(systemRandom.hex(6));
    expect(sha256('ü')).toBe('607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f');
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

import { describe, expect, it } from 'vitest';
import { createSeededRandom } from './seeded-random.ts';
import { VirtualClock } from './virtual-clock.ts';

describe('the virtual clock', () => {
  it('runs each timer at its time, after the work of the previous timer has ended', async () => {
    const clock = new VirtualClock(1000);
    const seen: string[] = [];
    const note = async (name: string): Promise<void> => {
      await Promise.resolve();
      await Promise.resolve();
      seen.push(`${name} at ${String(clock.monotonic())}, ${String(clock.now())}`);
    };
    clock.wake(30, () => void note('third'));
    clock.wake(10, () => {
      void note('first');
      clock.wake(5, () => void note('second'));
    });
    clock.wake(30, () => void note('fourth'));
    const cancel = clock.wake(20, () => void note('cancelled'));
    cancel();
    clock.wake(31, () => void note('too late'));
    await clock.advance(30);
    expect(seen).toEqual([
      'first at 10, 1010',
      'second at 15, 1015',
      'third at 30, 1030',
      'fourth at 30, 1030',
    ]);
    expect(clock.pending()).toEqual([1]);
  });

  it('can move wall time without monotonic time', async () => {
    const clock = new VirtualClock(1000);
    let woken = 0;
    clock.wake(50, () => {
      woken += 1;
    });
    clock.stepWall(3_600_000);
    await clock.settle();
    expect([clock.now(), clock.monotonic(), woken]).toEqual([3_601_000, 0, 0]);
    clock.stepWall(-7_200_000);
    await clock.advance(50);
    expect([clock.now(), clock.monotonic(), woken]).toEqual([-3_598_950, 50, 1]);
  });

  it('advances only until a condition is true or the limit is reached', async () => {
    const clock = new VirtualClock(0);
    let done = false;
    clock.wake(40, () => {
      done = true;
    });
    expect(await clock.advanceUntil(() => done, 100)).toBe(true);
    expect(clock.monotonic()).toBe(40);
    expect(await clock.advanceUntil(() => false, 100)).toBe(false);
    expect(clock.monotonic()).toBe(140);
  });
});

describe('seeded random numbers', () => {
  it('are equal for equal seeds, differ for different seeds, and have a mean of about 0.5', () => {
    const [one, same, other] = [
      createSeededRandom(7),
      createSeededRandom(7),
      createSeededRandom(8),
    ];
    const drawn = Array.from({ length: 1000 }, () => one.fraction());
    expect(drawn).toEqual(Array.from({ length: 1000 }, () => same.fraction()));
    expect(drawn[0]).not.toBe(other.fraction());
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    const mean = drawn.reduce((sum, each) => sum + each, 0) / drawn.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
    expect(one.hex(6)).toMatch(/^[0-9a-f]{12}$/);
  });
});

import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { withinLimit } from '../../bench/limit.ts';

describe('a part of the benchmark', () => {
  it('fails with its name if it does not end in time', async () => {
    const endless = new Promise<never>(() => undefined);
    await expect(withinLimit('the panel', () => endless, 10)).rejects.toThrow(
      'the panel: not measured in 0.01 s',
    );
  });

  it('gives its figures, or its own failure, and leaves no timer', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    expect(await withinLimit('the tray', () => [1], 60_000)).toEqual([1]);
    const failing = (): Promise<never> => Promise.reject(new Error('no app'));
    await expect(withinLimit('the tray', failing, 60_000)).rejects.toThrow('no app');
    expect(vi.getTimerCount()).toBe(0);
  });
});

import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { withinLimit } from '../../bench/limit.ts';
import { isWithinLimit, markdownTable, type Row } from '../../bench/table.ts';

describe('`withinLimit` of the benchmark', () => {
  it('throws an error with the name of a measurement that takes too long', async () => {
    const endless = new Promise<never>(() => undefined);
    await expect(withinLimit('the panel', 10, () => endless)).rejects.toThrow(
      'the panel: not measured in 0.01 s',
    );
  });

  it('returns the result or the error of a measurement that ends in time, and stops its timer', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    expect(await withinLimit('the tray', 60_000, () => [1])).toEqual([1]);
    const failing = (): Promise<never> => Promise.reject(new Error('no app'));
    await expect(withinLimit('the tray', 60_000, failing)).rejects.toThrow('no app');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the table of results that the benchmark prints', () => {
  const row = (ours: number, changes: Partial<Row> = {}): Row => ({
    what: '`assume`',
    ours,
    peer: { name: 'the SDK', ms: 50 },
    limit: { kind: 'times', atMost: 1.2 },
    ...changes,
  });

  it('says that a limit is missed if the ratio or the time is too large, or if nothing was measured', () => {
    expect(isWithinLimit(row(60))).toBe(true);
    expect(isWithinLimit(row(61))).toBe(false);
    expect(isWithinLimit(row(NaN))).toBe(false);
    expect(isWithinLimit(row(5, { limit: { kind: 'faster', atLeast: 10 } }))).toBe(true);
    expect(isWithinLimit(row(6, { limit: { kind: 'faster', atLeast: 10 } }))).toBe(false);
    expect(isWithinLimit(row(40, { limit: { kind: 'ms', atMost: 40 } }))).toBe(true);
    expect(isWithinLimit(row(41, { peer: null, limit: { kind: 'ms', atMost: 40 } }))).toBe(false);
    expect(isWithinLimit(row(1000, { limit: null }))).toBe(true);
  });

  it('is Markdown as Prettier formats it', async () => {
    const rows = [row(61), row(5, { peer: null, limit: null }), row(4, { what: 'a click' })];
    const table = markdownTable(rows);
    expect(table.split('\n')[2]).toBe(
      '| `assume` | 61 ms   | the SDK: 50 ms | 1.22 times | at most 1.2 times | missed |',
    );
    expect(await format(`${table}\n`, { parser: 'markdown' })).toBe(`${table}\n`);
  });

  it('has the same columns as the table in docs/performance.md', () => {
    const page = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8');
    const [head = ''] = markdownTable([]).split('\n');
    const columns = (line: string): readonly string[] => line.split('|').map((cell) => cell.trim());
    const heads = page.split('\n').filter((line) => line.startsWith('| What'));
    expect(heads.map(columns)).toEqual([columns(head)]);
  });
});

import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { setUpEachTest } from '../support/process-setup.ts';
import { sized } from '../support/run-length.ts';
import { skippedExceptOn } from '../support/systems.ts';

const getSetup = setUpEachTest();
const idleMs = sized(5000, 20_000);

/**
 * Returns the CPU time of a process in hundredths of a second, and how often its main thread went
 * back to sleep (proc_pid_stat(5), proc_pid_status(5)).
 */
function usedBy(pid: number): { readonly ticks: number; readonly wakes: number } {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const status = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/status`, 'utf8');
  return {
    ticks: Number(stat[11]) + Number(stat[12]),
    wakes: Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(status)?.[1]),
  };
}

describe.skipIf(skippedExceptOn('Linux'))('two `keep` processes with nothing to do', () => {
  it('use almost no CPU time and rarely wake up', async () => {
    const setup = getSetup();
    await setup.cli.ok(['assume', 'client', '--keep']);
    const keeps = [setup.keep(), setup.keep(['client'])];
    for (const kept of keeps) await kept.event('adopted', 'client');
    // Other commands may wake the `keep` processes, but only for a short time.
    for (const args of [['status'], ['doctor'], ['role', 'list'], ['credentials', 'client']])
      await setup.cli.run(args);
    await delay(2000);
    const before = keeps.map(({ running }) => usedBy(running.pid));
    await delay(idleMs);
    const after = keeps.map(({ running }) => usedBy(running.pid));
    for (const [index, { ticks, wakes }] of after.entries()) {
      expect(ticks - (before[index]?.ticks ?? 0)).toBeLessThanOrEqual(5);
      expect(wakes - (before[index]?.wakes ?? 0)).toBeLessThanOrEqual(10);
    }
    // `doctor` makes the call GetCallerIdentity, to check the keys of the switched-on role.
    const calls = setup.sts.calls().map(({ action }) => action);
    expect(calls).toEqual(['AssumeRole', 'GetCallerIdentity']);
  });
});

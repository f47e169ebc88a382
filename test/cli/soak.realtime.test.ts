import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { setUpEachTest } from '../support/process-setup.ts';
import { isLong } from '../support/run-length.ts';
import { skippedExceptOn } from '../support/systems.ts';

const roles = isLong ? 200 : 40;
const sessionSeconds = isLong ? 60 : 6;
const lastsMs = isLong ? 600_000 : 16_000;
const getSetup = setUpEachTest({ sts: { sessionSeconds: 3600 } });

interface StoredRole {
  readonly id: string;
  readonly name: string;
  readonly targetProfile: string;
}

/**
 * Returns the memory and the number of open files of a process, and the sizes of Rolekeeper's files
 * (proc_pid_status(5)).
 */
function usageOf(
  pid: number,
  folder: string,
): { readonly memoryMb: number; readonly descriptors: number } & DiskUsage {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  const memoryMb = Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1]) / 1024;
  return {
    memoryMb,
    descriptors: readdirSync(`/proc/${String(pid)}/fd`).length,
    ...diskUsageOf(folder),
  };
}

interface DiskUsage {
  readonly logKb: number;
  readonly stateKb: number;
  readonly backups: number;
}

function diskUsageOf(folder: string): DiskUsage {
  const kbOf = (path: string): number =>
    (statSync(path, { throwIfNoEntry: false })?.size ?? 0) / 1024;
  const logs = readdirSync(join(folder, 'logs')).map((name) => join(folder, 'logs', name));
  const states = readdirSync(folder).filter((name) => name.startsWith('state.db'));
  return {
    logKb: logs.reduce((sum, path) => sum + kbOf(path), 0),
    stateKb: states.reduce((sum, name) => sum + kbOf(join(folder, name)), 0),
    backups: readdirSync(join(folder, 'backups')).length,
  };
}

describe.skipIf(skippedExceptOn('Linux'))('`keep` in a long run [reads /proc]', () => {
  it(
    `uses about as much memory, disk and open files at the end as after a quarter of the time: ${String(roles)} roles, ${String(lastsMs / 1000)} s`,
    async () => {
      const setup = getSetup();
      const folder = join(setup.cli.folder, '.config', 'rolekeeper');
      const file = join(folder, 'settings.json');
      const settings = JSON.parse(readFileSync(file, 'utf8')) as {
        readonly roles: readonly StoredRole[];
      };
      const [client] = settings.roles;
      if (client === undefined) throw new Error('no role to copy');
      const copies = Array.from({ length: roles }, (_, n) => ({
        ...client,
        id: n.toString(16).padStart(12, '0'),
        name: `role-${String(n)}`,
        targetProfile: `role-${String(n)}`,
      }));
      writeFileSync(file, JSON.stringify({ ...settings, roles: copies }));
      await setup.cli.ok(['assume', ...copies.map(({ name }) => name), '--keep', '--json']);
      setup.sts.setSessionSeconds(sessionSeconds);
      const kept = setup.keep();
      const [first] = copies;
      await kept.event('adopted', first?.name ?? '');
      await setup.cli.ok(['assume', ...copies.map(({ name }) => name), '--json']);

      // In the first quarter, the caches, the connections and V8's heap grow to their usual size.
      await delay(lastsMs / 4);
      const early = usageOf(kept.running.pid, folder);
      const callsBefore = setup.assumeCalls().length;
      await delay((3 * lastsMs) / 4);
      const late = usageOf(kept.running.pid, folder);
      const calls = setup.assumeCalls().length - callsBefore;
      const describeUsage = ({
        memoryMb,
        descriptors,
        logKb,
        stateKb,
        backups,
      }: typeof early): string =>
        `${memoryMb.toFixed(0)} MB, ${String(descriptors)} descriptors, log ${logKb.toFixed(0)} kB, state ${stateKb.toFixed(0)} kB, ${String(backups)} backups`;
      console.info(
        `${String(roles)} roles, ${String(calls)} refreshes: ${describeUsage(early)}; then ${describeUsage(late)}`,
      );

      expect(calls).toBeGreaterThan(roles);
      expect(late.memoryMb).toBeLessThan(early.memoryMb * 1.25 + 20);
      expect(late.descriptors).toBeLessThanOrEqual(early.descriptors + 8);
      // The log has at most four files of 1 MB. The database has at most 10,000 activity entries.
      expect(late.logKb).toBeLessThan(4.5 * 1024);
      expect(late.stateKb).toBeLessThan(8 * 1024);
      expect(late.backups).toBeLessThanOrEqual(6);
      expect(readdirSync(join(setup.cli.folder, '.aws')).sort()).toEqual(['credentials']);
      const { code } = await kept.stop();
      expect(code).toBe(0);
    },
    lastsMs + 300_000,
  );
});

import { describe, expect, it } from 'vitest';
import type { AppState } from '../../../src/core/contract/app-state.ts';
import { noticesOf } from '../../../src/views/notices/notices.ts';
import { en } from '../../../src/views/words/en.ts';
import { CoreMachine, type CoreProcess, HOUR, MINUTE } from '../../support/core-harness.ts';
import { hoursAndMinutes } from '../../support/tray-states.ts';

/** Collects the titles of all notices of a process, and the IDs of the notices on the screen. */
function collectNotices(process: CoreProcess): {
  readonly titles: string[];
  readonly onScreen: Set<string>;
} {
  const titles: string[] = [];
  const onScreen = new Set<string>();
  let before: AppState | null = null;
  process.app.subscribe((state) => {
    const { shown, ended } = noticesOf(before, state, { words: en, formatTime: hoursAndMinutes });
    before = state;
    for (const id of ended) onScreen.delete(id);
    for (const notice of shown) {
      titles.push(`${notice.kind}: ${notice.title}`.replace(/\d\d:\d\d/g, 'hh:mm'));
      if (notice.kind !== 'recovered') onScreen.add(notice.id);
    }
  });
  return { titles, onScreen };
}

const offline = () =>
  ({ code: 'ECONNREFUSED', trouble: 'connection', status: null, notSent: true }) as const;
const accessDenied = () => ({ code: 'AccessDenied', status: 403 }) as const;

describe('the notices of a running process', () => {
  it('do not appear on a day without failures', async () => {
    const machine = new CoreMachine();
    const process = await machine.start();
    const { titles } = collectNotices(process);
    await process.keep(await process.add({ name: 'one' }));
    await machine.clock.advance(24 * HOUR);
    expect(titles).toEqual([]);
  });

  it('say once in a long outage that credentials expire soon, once that they have expired, and once afterwards that the role works again', async () => {
    const machine = new CoreMachine();
    const process = await machine.start();
    const { titles, onScreen } = collectNotices(process);
    await process.keep(await process.add({ name: 'one' }));
    machine.sts.trouble = offline;
    await machine.clock.advance(3 * HOUR);
    expect(titles).toEqual(['expiring: one expires at hh:mm', 'expired: one has expired']);
    expect(onScreen.size).toBe(1);
    machine.sts.trouble = () => null;
    await machine.clock.advance(10 * MINUTE);
    expect(titles.slice(2)).toEqual(['recovered: one works again']);
    expect(onScreen.size).toBe(0);
  });

  it('do not report an outage that ends before the credentials expire', async () => {
    const machine = new CoreMachine();
    const process = await machine.start();
    const { titles } = collectNotices(process);
    await process.keep(await process.add({ name: 'one' }));
    await machine.clock.advance(35 * MINUTE);
    machine.sts.trouble = offline;
    await machine.clock.advance(15 * MINUTE);
    machine.sts.trouble = () => null;
    await machine.clock.advance(HOUR);
    expect(titles).toEqual([]);
  });

  it('report denied access once, however often Rolekeeper tries again before the expiration', async () => {
    const machine = new CoreMachine();
    const process = await machine.start();
    const { titles } = collectNotices(process);
    await process.keep(await process.add({ name: 'one' }));
    machine.sts.trouble = accessDenied;
    await machine.clock.advance(54 * MINUTE);
    expect(titles).toEqual(['blocked: one needs you']);
    machine.sts.trouble = () => null;
    await machine.clock.advance(10 * MINUTE);
    expect(titles.slice(1).at(-1)).toBe('recovered: one works again');
  });

  it.each([
    ['an outage', offline, ['expiring', 'expired']],
    [
      'denied access for each role',
      accessDenied,
      ['blocked', 'blocked', 'blocked', 'blocked', 'blocked', 'blocked', 'expiring', 'expired'],
    ],
  ])('are at most eight for twenty roles during %s', async (_what, trouble, expected) => {
    const machine = new CoreMachine();
    const process = await machine.start();
    for (let index = 0; index < 20; index += 1)
      await process.keep(await process.add({ name: `role-${index}` }));
    const { titles, onScreen } = collectNotices(process);
    machine.sts.trouble = trouble;
    await machine.clock.advance(2 * HOUR);
    expect(titles.map((line) => line.slice(0, line.indexOf(':')))).toEqual(expected);
    expect(onScreen.size).toBe(1);
    expect(titles.at(-1)).toMatch(/ha(s|ve) expired$/);
  });

  it('do not appear after a restart if the failure of the previous process is over', async () => {
    const machine = new CoreMachine();
    const first = await machine.start();
    const role = await first.add({ name: 'one' });
    await first.keep(role);
    machine.sts.trouble = offline;
    await machine.clock.advance(3 * HOUR);
    first.kill();
    machine.sts.trouble = () => null;
    const second = await machine.start();
    const { titles } = collectNotices(second);
    await machine.clock.advance(5 * MINUTE);
    expect(second.view(role).session.state).toBe('active');
    expect(titles).toEqual([]);
  });
});

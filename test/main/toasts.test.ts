import { describe, expect, it } from 'vitest';
import { panelChannels } from '../../src/core/contract/panel-channels.ts';
import { startedAs, windowOf } from '../support/main-steps.ts';
import { setUpEachMain, eventually } from '../support/running-main.ts';

describe('a notification on Windows', () => {
  const setup = setUpEachMain();

  /** Starts main with a hidden panel, and waits until the notice of a failed role is shown. */
  const startWithNotice = async () => {
    const main = await startedAs(setup, 'win32', { args: ['--hidden'] });
    const roleId = await setup.addRole(main, 'client-s3');
    const stopFailing = setup.sts.fail({ kind: 'error', code: 'RegionDisabledException' });
    await main.call('session', 'assume', { roleId, keep: true, takeOver: false });
    const { notices } = await eventually(
      () => main.do.facts(),
      (facts) => facts.notices.length === 1,
    );
    return { main, id: notices[0]?.id ?? '', stopFailing };
  };
  const shownRoutes = async (main: Awaited<ReturnType<typeof startWithNotice>>['main']) =>
    (await windowOf(main))?.sent.filter(({ channel }) => channel === panelChannels.show);

  it('opens the panel at its page on a click in the Action Center, even after a garbage collection', async () => {
    const { main, id } = await startWithNotice();
    await main.do.noticeTimesOut(id);
    await main.do.clickNotice(id);
    expect(await windowOf(main)).toMatchObject({ visible: true });
    expect(await shownRoutes(main)).toHaveLength(1);
  });

  it('is removed from the Action Center when its problem is over', async () => {
    const { main, id, stopFailing } = await startWithNotice();
    await main.do.noticeTimesOut(id);
    stopFailing();
    await main.do.emit('power', 'resume');
    await eventually(
      () => main.do.facts(),
      ({ notices }) => !notices.some((notice) => notice.id === id),
      20_000,
    );
  });

  it('opens the panel on a click if an earlier run showed the notification', async () => {
    const main = await startedAs(setup, 'win32', { args: ['--hidden'] });
    expect(await windowOf(main)).toMatchObject({ visible: false });
    await main.do.clickNoticeOfEarlierRun();
    expect(await windowOf(main)).toMatchObject({ visible: true });
  });
});

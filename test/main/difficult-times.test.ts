import { describe, expect, it, onTestFinished } from 'vitest';
import { DIFFICULT_TIMES, pretendTime } from '../support/clock/difficult-times.ts';
import { createMainSetup, eventually } from '../support/running-main.ts';

describe('the tray', () => {
  it.each(DIFFICULT_TIMES)('shows the end of a session that was requested $title', async (time) => {
    const { env } = pretendTime(time);
    const setup = await createMainSetup();
    onTestFinished(() => setup.dispose());
    const main = await setup.start({ env });
    const roleId = await setup.addRole(main, 'client-s3');
    expect(
      await main.call('session', 'assume', { roleId, keep: true, takeOver: false }),
    ).toMatchObject({ ok: true });
    const menu = await eventually(
      () => main.do.menu(),
      (lines) => lines.some(({ label }) => label.includes('until')),
    );
    expect(menu.map(({ label }) => label)).toContain(`client-s3 — until ${time.shown}`);
  });
});

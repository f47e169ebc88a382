import { describe, expect, it, onTestFinished } from 'vitest';
import { HOURS, pretendHour } from '../support/clock/hours.ts';
import { createMainSetup, eventually } from '../support/running-main.ts';

describe('the tray', () => {
  it.each(HOURS)('shows when a session ends that was assumed $title', async (hour) => {
    const { env } = pretendHour(hour);
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
    expect(menu.map(({ label }) => label)).toContain(`client-s3 — until ${hour.shown}`);
  });
});

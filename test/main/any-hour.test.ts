import { describe, expect, it, onTestFinished } from 'vitest';
import { HOURS, pretendHour } from '../support/clock/hours.ts';
import { createMainWorld, eventually } from '../support/running-main.ts';

describe('the tray', () => {
  it.each(HOURS)('shows the end of a session $title', async (hour) => {
    const { env } = pretendHour(hour);
    const world = await createMainWorld();
    onTestFinished(() => world.dispose());
    const main = await world.start({ env });
    const roleId = await world.addRole(main, 'client-s3');
    expect(
      await main.call('session', 'assume', { roleId, keep: true, takeOver: false }),
    ).toMatchObject({ ok: true });
    const menu = await eventually(
      () => main.do.menu(),
      (lines) => lines.some(({ label }) => label.includes('until')),
    );
    expect(menu.map(({ label }) => label)).toContain(`All good until ${hour.dated}`);
  });
});

import { it } from 'vitest';
import { HOURS, pretendHour } from '../support/clock/hours.ts';
import { pretendDate } from '../support/clock/pretended-date.ts';
import { cardOf, describePanel, waitForText, switchOf } from './panel-page.ts';

describePanel('the panel', (panel) => {
  it.each(HOURS)('shows when a session ends that was assumed $title', async (hour) => {
    const { offsetMs } = pretendHour(hour);
    const setup = await panel.start();
    const page = await panel.open(setup, {
      timezoneId: hour.zone,
      init: `(${pretendDate.toString()})(${String(offsetMs)})`,
      viewport: { width: 1000, height: 700 },
    });
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), `Until ${hour.shown}`);
    await page.getByRole('button', { name: 'Activity' }).first().click();
    await waitForText(page.getByRole('region', { name: 'Today' }), `Assumed, until ${hour.shown}`);
    await waitForText(page.getByRole('status'), '1 entry');
  });
});

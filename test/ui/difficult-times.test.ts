import { it } from 'vitest';
import { DIFFICULT_TIMES, pretendTime } from '../support/clock/difficult-times.ts';
import { pretendDate } from '../support/clock/pretended-date.ts';
import { cardOf, describePanel, waitForText, switchOf } from './panel-page.ts';

describePanel('the panel', (panel) => {
  it.each(DIFFICULT_TIMES)('shows the end of a session that was requested $title', async (time) => {
    const { offsetMs } = pretendTime(time);
    const setup = await panel.start();
    const page = await panel.open(setup, {
      timezoneId: time.zone,
      init: `(${pretendDate.toString()})(${String(offsetMs)})`,
      viewport: { width: 1000, height: 700 },
    });
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), `Until ${time.shown}`);
    await page.getByRole('button', { name: 'Activity' }).first().click();
    await waitForText(page.getByRole('region', { name: 'Today' }), `Assumed, until ${time.shown}`);
    await waitForText(page.getByRole('status'), '1 entry');
  });
});

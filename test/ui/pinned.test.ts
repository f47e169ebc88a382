import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  cardOf,
  chooseMore,
  clientArn,
  clientAccount,
  describePanel,
  waitForText,
  switchOf,
} from './panel-page.ts';

const pinned = (name: string) => ({ name, roleArn: clientArn, pinned: true });
const account = { roleArn: clientArn, trusts: clientAccount.trusts };

function namesIn(page: Page, group: string): Promise<readonly string[]> {
  return page.getByRole('region', { name: group, exact: true }).locator('.name').allTextContents();
}

describePanel('pinned roles', (panel) => {
  it('come first among the roles that are on, and can be moved by key, menu and drag', async () => {
    const roles = [
      ...['one', 'two', 'three', 'off'].map(pinned),
      { ...pinned('a'), pinned: false },
    ];
    const setup = await panel.start({ accounts: [account], roles });
    for (const { role } of setup.app.state().roles.filter(({ role }) => role.name !== 'off'))
      await setup.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false });
    const page = await panel.open(setup, { viewport: { width: 420, height: 900 } });
    const names = () => namesIn(page, 'On');
    await expect.poll(names).toEqual(['one', 'two', 'three', 'a']);
    await page.getByRole('button', { name: /^three / }).focus();
    await page.keyboard.press('Control+Shift+ArrowUp');
    await waitForText(page.locator('.toast'), 'three is now number 2 of 3.');
    await expect.poll(names).toEqual(['one', 'three', 'two', 'a']);
    await chooseMore(page, 'three', 'Move down');
    await waitForText(page.locator('.toast'), 'three is now last of 3.');
    await expect.poll(names).toEqual(['one', 'two', 'three', 'a']);
    await cardOf(page, 'three').dragTo(cardOf(page, 'one'));
    await waitForText(page.locator('.toast'), 'three is now first of 3.');
    await expect.poll(names).toEqual(['three', 'one', 'two', 'a']);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    // A pinned role cannot be dropped on an unpinned role, and an unpinned role cannot be dropped
    // on a pinned one.
    await cardOf(page, 'one').dragTo(cardOf(page, 'a'));
    await cardOf(page, 'a').dragTo(cardOf(page, 'one'));
    await expect.poll(names).toEqual(['three', 'one', 'two', 'a']);
    expect(await page.locator('[data-drop]').count()).toBe(0);
    // The roles keep their order after they are switched off.
    for (const name of ['three', 'one', 'two']) await switchOf(page, name).click();
    await expect.poll(() => namesIn(page, 'Pinned')).toEqual(['three', 'one', 'two', 'off']);
  });

  it('are all counted after a move, even if the list does not draw all of them', async () => {
    const roles = Array.from({ length: 45 }, (_, place) => pinned(`role-${String(place)}`));
    const setup = await panel.start({ roles });
    const page = await panel.open(setup);
    await page.getByRole('button', { name: 'Show 5 more roles' }).waitFor();
    await cardOf(page, 'role-0').dragTo(cardOf(page, 'role-2'));
    await waitForText(page.locator('.toast'), 'role-0 is now number 3 of 45.');
    const order = setup.app
      .state()
      .roles.slice(0, 3)
      .map(({ role }) => role.name);
    expect(order).toEqual(['role-1', 'role-2', 'role-0']);
  });
});

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  cardOf,
  chooseMore,
  clientAccount,
  clientRole,
  describePanel,
  keyIn,
  replacingInBridge,
  waitForText,
  switchOf,
} from './panel-page.ts';

/** The role client-s3, and `count` other roles that are off. */
const withOthers = (count: number) => [
  clientRole,
  ...Array.from({ length: count }, (_, place) => ({
    name: `role-${String(place).padStart(3, '0')}`,
    roleArn: `arn:aws:iam::123456789012:role/R${place}`,
    ...(place < 2 ? { group: 'Payments' } : {}),
  })),
];

const searchOf = (page: Page) => page.getByRole('searchbox', { name: 'Find a role' });

/** Returns the name of the focused role, otherwise the ID or the tag of the focused element. */
function focusedText(page: Page): Promise<string> {
  return page.evaluate(
    "(({ activeElement: e }) => e.matches('.card-title') ? e.querySelector('.name').textContent : e.id || e.tagName)(document)",
  );
}

async function focusRole(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${name} `) }).focus();
}

describePanel('the list of roles', (panel) => {
  it('searches for what the user types outside a field, and Enter switches the first match on', async () => {
    const setup = await panel.start({ roles: withOthers(12) });
    const page = await panel.open(setup);
    await page.keyboard.type('cli s3');
    await expect.poll(() => searchOf(page).inputValue()).toBe('cli s3');
    await waitForText(cardOf(page, 'client-s3'), 'switches on');
    await waitForText(page.getByRole('search'), '1 role found. Enter switches client-s3 on.');
    await page.keyboard.press('Enter');
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    await waitForText(cardOf(page, 'client-s3'), 'opens');
    const key = await keyIn(setup, 'client-s3');
    await page.keyboard.press('Enter');
    await waitForText(cardOf(page, 'client-s3'), 'Session name');
    await expect.poll(() => keyIn(setup, 'client-s3')).toBe(key);
    await page.keyboard.press('Escape');
    await expect.poll(() => searchOf(page).inputValue()).toBe('');
    await expect.poll(() => focusedText(page)).toBe('search');
    await expect.poll(() => page.getByRole('switch').count()).toBe(13);
  });

  it.each([2, 12])(
    'gives the focus to its search field after the global shortcut, also on another page, with %i more roles',
    async (count) => {
      const page = await panel.open(await panel.start({ roles: withOthers(count) }), {
        init: replacingInBridge(
          '{ onShow: (show) => ((window.showPage = show), bridge.onShow(show)) }',
        ),
      });
      const press = () => page.evaluate("window.showPage({ kind: 'roles', search: true })");
      await cardOf(page, 'client-s3').waitFor();
      await press();
      await expect.poll(() => focusedText(page)).toBe('search');
      await page.getByRole('button', { name: 'Settings', exact: true }).click();
      await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
      await press();
      await expect.poll(() => focusedText(page)).toBe('search');
      await page.keyboard.type('s3');
      await expect.poll(() => searchOf(page).inputValue()).toBe('s3');
      // An open dialog keeps the focus.
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
      await page.getByRole('dialog').waitFor();
      await press();
      await expect
        .poll(() => page.evaluate("document.activeElement.closest('dialog') !== null"))
        .toBe(true);
    },
  );

  it('shows the search field of a short list from the first letter until it is empty and loses the focus', async () => {
    const page = await panel.open(await panel.start({ roles: withOthers(2) }));
    await expect.poll(() => searchOf(page).count()).toBe(0);
    await page.keyboard.type('001');
    await expect.poll(() => searchOf(page).inputValue()).toBe('001');
    await expect.poll(() => page.getByRole('switch').count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => searchOf(page).inputValue()).toBe('');
    await page.keyboard.press('Tab');
    await searchOf(page).waitFor({ state: 'detached' });
  });

  it('moves the focus through all groups with the arrow keys, from the search field and back', async () => {
    const page = await panel.open(await panel.start({ roles: withOthers(9) }));
    await searchOf(page).focus();
    const seen: string[] = [];
    for (let presses = 0; presses < 4; presses += 1) {
      await page.keyboard.press('ArrowDown');
      seen.push(await focusedText(page));
    }
    expect(seen).toEqual(['role-000', 'role-001', 'client-s3', 'role-002']);
    await switchOf(page, 'role-001').focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focusedText(page)).toBe('role-000');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focusedText(page)).toBe('search');
  });

  it('marks a role with the arrow keys during a search, and Enter acts only on the marked role', async () => {
    const setup = await panel.start({ roles: withOthers(12) });
    const page = await panel.open(setup);
    const markedRow = page.locator('.marked');
    await page.keyboard.type('role-00');
    await waitForText(markedRow, 'role-000');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await waitForText(markedRow, 'role-001');
    await waitForText(page.getByRole('search'), /Enter switches role-001 on\.$/);
    // Typed letters still go into the search field, because it has the focus.
    await page.keyboard.type('1');
    await expect.poll(() => searchOf(page).inputValue()).toBe('role-001');
    await page.keyboard.press('Backspace');
    await waitForText(markedRow, 'role-000');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => setup.sts.calls().length).toBeGreaterThan(0);
    const touched = setup.app.state().roles.filter(({ kept }) => kept);
    expect(touched.map(({ role }) => role.name)).toEqual(['role-001']);
    // No role is marked while the search field does not have the focus, because only there Enter
    // acts on the marked role.
    await focusRole(page, 'role-002');
    await expect.poll(() => markedRow.count()).toBe(0);
  });

  it('searches for typed letters while a role has the focus, and runs no action of the role', async () => {
    const setup = await panel.start({ roles: withOthers(9) });
    const page = await panel.open(setup);
    await focusRole(page, 'client-s3');
    await page.keyboard.type('krcpe');
    await expect.poll(() => searchOf(page).inputValue()).toBe('krcpe');
    expect(setup.sts.calls()).toEqual([]);
    expect(setup.app.state().roles.filter(({ role, kept }) => kept || role.pinned)).toEqual([]);
  });

  it('runs actions of the focused role with Ctrl and a key, and keeps the focus on the role', async () => {
    const setup = await panel.start({ roles: withOthers(3) });
    const page = await panel.open(setup, { permissions: ['clipboard-read', 'clipboard-write'] });
    await focusRole(page, 'client-s3');
    await page.keyboard.press('Control+Enter');
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    await expect.poll(() => focusedText(page)).toBe('client-s3');
    const first = await keyIn(setup, 'client-s3');
    await page.keyboard.press('Control+r');
    await expect.poll(() => keyIn(setup, 'client-s3')).not.toBe(first);
    await page.keyboard.press('Control+c');
    await waitForText(page.locator('.toast'), 'Copied client-s3.');
    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe('client-s3');
    await page.keyboard.press('Control+i');
    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe('999988887777');
    await page.keyboard.press('Enter');
    await waitForText(cardOf(page, 'client-s3'), 'Session name');
    await page.keyboard.press('Control+e');
    await waitForText(page.getByRole('heading', { level: 1 }), 'Edit client-s3');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedText(page)).toBe('client-s3');
    await page.keyboard.press('Control+Enter');
    await waitForText(cardOf(page, 'client-s3'), 'Off');
  });

  it('pins a role with a key, and unpins it with the menu', async () => {
    const setup = await panel.start({ roles: withOthers(3) });
    const page = await panel.open(setup);
    await focusRole(page, 'role-002');
    await page.keyboard.press('Control+p');
    const pinned = page.getByRole('region', { name: 'Pinned', exact: true });
    await waitForText(pinned, 'role-002');
    await expect.poll(() => focusedText(page)).toBe('role-002');
    await waitForText(page.locator('.toast'), 'Pinned role-002.');
    expect(
      setup.app
        .state()
        .roles.filter(({ role }) => role.pinned)
        .map(({ role }) => role.name),
    ).toEqual(['role-002']);
    await chooseMore(page, 'role-002', 'Unpin');
    await pinned.waitFor({ state: 'detached' });
    await waitForText(page.getByRole('region', { name: 'Payments' }), 'role-000');
  });

  it('moves pinned roles by key or menu, says the new position, and keeps the order after a reload', async () => {
    const roles = withOthers(3).map((role) => ({ ...role, pinned: true }));
    const setup = await panel.start({ roles });
    const page = await panel.open(setup);
    const names = () =>
      page.getByRole('region', { name: 'Pinned', exact: true }).locator('.name').allTextContents();
    await expect.poll(names).toEqual(['client-s3', 'role-000', 'role-001', 'role-002']);
    await focusRole(page, 'role-001');
    await page.keyboard.press('Control+Shift+ArrowUp');
    await expect.poll(names).toEqual(['client-s3', 'role-001', 'role-000', 'role-002']);
    await waitForText(page.locator('.toast'), 'role-001 is now number 2 of 4.');
    await expect.poll(() => focusedText(page)).toBe('role-001');
    await page.keyboard.press('Control+Shift+ArrowUp');
    await waitForText(page.locator('.toast'), 'role-001 is now first of 4.');
    await expect.poll(() => focusedText(page)).toBe('role-001');
    await page.keyboard.press('Control+Shift+ArrowUp');
    await chooseMore(page, 'role-000', 'Move down');
    await waitForText(page.locator('.toast'), 'role-000 is now last of 4.');
    const moved = ['role-001', 'client-s3', 'role-002', 'role-000'];
    await expect.poll(names).toEqual(moved);
    await page.reload();
    await expect.poll(names).toEqual(moved);
    expect(setup.app.state().roles.map(({ role }) => role.name)).toEqual(moved);
  });

  it('moves a pinned role by drag, down as a card and up as a row', async () => {
    const roles = withOthers(3).map((role) => ({ ...role, pinned: true }));
    const setup = await panel.start({ roles });
    const page = await panel.open(setup);
    const names = () =>
      page.getByRole('region', { name: 'Pinned', exact: true }).locator('.name').allTextContents();
    await cardOf(page, 'client-s3').dragTo(cardOf(page, 'role-001'));
    const down = ['role-000', 'role-001', 'client-s3', 'role-002'];
    await expect.poll(names).toEqual(down);
    await waitForText(page.locator('.toast'), 'client-s3 is now number 3 of 4.');
    await setup.app.api.preferences.set({ changes: { listing: 'rows' } });
    await page.locator('ul.rows').waitFor();
    await cardOf(page, 'role-002').dragTo(cardOf(page, 'role-000'));
    await expect.poll(names).toEqual(['role-002', 'role-000', 'role-001', 'client-s3']);
    expect(await page.locator('[data-drop]').count()).toBe(0);
  });

  it('shows its keyboard shortcuts after the key “?” or a click on the button', async () => {
    const page = await panel.open(await panel.start());
    await focusRole(page, 'client-s3');
    await page.keyboard.press('?');
    await waitForText(
      page.getByRole('dialog', { name: 'Keyboard shortcuts' }),
      'Keep it fresh, or release it',
    );
    // Keys do not reach the list while the dialog is open.
    await page.keyboard.press('k');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await waitForText(cardOf(page, 'client-s3'), 'Off');
    await expect.poll(() => focusedText(page)).toBe('client-s3');
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  });

  it('ignores keys with Alt, keys with Ctrl that have no action, and keys typed in a form', async () => {
    const page = await panel.open(await panel.start({ roles: withOthers(9) }));
    await focusRole(page, 'role-002');
    await page.keyboard.press('Control+x');
    await page.keyboard.press('Alt+p');
    await expect
      .poll(() => page.getByRole('region', { name: 'Pinned', exact: true }).count())
      .toBe(0);
    await page.keyboard.press('Control+e');
    const name = page.getByLabel('Name', { exact: true });
    await name.fill('');
    await name.pressSequentially('pick?');
    await expect.poll(() => name.inputValue()).toBe('pick?');
  });

  it('draws only a part of a long list, and finds roles that are not drawn', async () => {
    const page = await panel.open(await panel.start({ roles: withOthers(150) }));
    const drawnRoles = () => page.getByRole('switch').count();
    await expect.poll(() => drawnRoles()).toBeLessThan(100);
    await page.getByRole('button', { name: /^Show \d+ more roles$/ }).waitFor();
    await page.keyboard.type('role-149');
    await expect.poll(drawnRoles).toBe(1);
    await page.keyboard.press('Escape');
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    for (let screens = 0; screens < 20 && (await drawnRoles()) < 151; screens += 1) {
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      await page.evaluate('new Promise(requestAnimationFrame)');
    }
    await expect.poll(drawnRoles).toBe(151);
    await expect.poll(() => page.getByRole('button', { name: /more role/ }).count()).toBe(0);
    await focusRole(page, 'role-149');
    await page.keyboard.press('Control+e');
    await waitForText(page.getByRole('heading', { level: 1 }), 'Edit role-149');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedText(page)).toBe('role-149');
  });

  it('has the same search, expanded role and focus after a visit to another page', async () => {
    const page = await panel.open(await panel.start({ roles: withOthers(12) }));
    await page.keyboard.type('role-01');
    await focusRole(page, 'role-010');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+e');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedText(page)).toBe('role-010');
    await expect.poll(() => searchOf(page).inputValue()).toBe('role-01');
    await waitForText(cardOf(page, 'role-010'), 'Session name');
  });

  it('says at the top that the network is down, until the network is back', async () => {
    const setup = await panel.start({ accounts: [{ ...clientAccount, sessionSeconds: 3600 }] });
    const page = await panel.open(setup);
    await switchOf(page, 'client-s3').click();
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
    setup.sts.fail({ kind: 'reset' });
    await focusRole(page, 'client-s3');
    await page.keyboard.press('Control+r');
    await waitForText(page.locator('header'), 'Rolekeeper continues when the network is back.');
    await waitForText(page.locator('header'), /^Offline · credentials valid until/);
    setup.sts.clearFaults();
    // Ctrl+R can join a refresh that is already running and still fails, so it is pressed
    // repeatedly.
    await expect
      .poll(
        async () => {
          await page.keyboard.press('Control+r');
          return page.locator('header').innerText();
        },
        { interval: 500, timeout: 30_000 },
      )
      .toMatch(/All good · next refresh/);
    await expect.poll(() => page.getByText('Rolekeeper continues when').count()).toBe(0);
  });

  it('suggests existing groups, and accepts a new one', async () => {
    const page = await panel.open(await panel.start({ roles: withOthers(3) }));
    await focusRole(page, 'client-s3');
    await page.keyboard.press('Control+e');
    await page.getByText('More fields').click();
    const group = page.getByLabel('Group');
    const list = (await group.getAttribute('list')) ?? '';
    expect(
      await page.evaluate(
        `[...document.getElementById('${list}').options].map(({ value }) => value)`,
      ),
    ).toEqual(['Payments']);
    await group.fill('Data');
    await page.getByRole('button', { name: 'Save' }).click();
    await waitForText(page.getByRole('region', { name: 'Data' }), 'client-s3');
  });
});

describePanel('a hidden panel', (panel) => {
  it('draws nothing until it is visible, and then the current state', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    const see = (state: 'hidden' | 'visible') =>
      page.evaluate(
        `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
      );
    await see('hidden');
    const [view] = setup.app.state().roles;
    await setup.app.api.session.assume({
      roleId: view?.role.id ?? '',
      keep: true,
      takeOver: false,
    });
    // Another page shows that the server has sent the new state.
    await waitForText(cardOf(await panel.open(setup), 'client-s3'), /^Until/);
    await expect.poll(() => cardOf(page, 'client-s3').getByText('Until').count()).toBe(0);
    await see('visible');
    await waitForText(cardOf(page, 'client-s3'), /^Until/);
  });
});

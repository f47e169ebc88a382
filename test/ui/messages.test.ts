import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { PanelSetup } from '../../demo/panel/panel-setup.ts';
import type { Problem } from '../../src/core/contract/app-state.ts';
import { violations } from './axe-violations.ts';
import { nameOfFocus } from './focus.ts';
import { clientArn, clientRole, describePanel, waitForText, switchOf } from './panel-page.ts';

const problems: readonly Problem[] = [
  { kind: 'clock-skewed', offsetMs: 600_000 },
  { kind: 'state-set-aside', movedTo: '/home/alice/.local/state/rolekeeper/state.db.damaged' },
  { kind: 'written-in-place', file: '/home/alice/.aws/credentials' },
  { kind: 'start-at-login-failed', file: '/home/alice/.config/autostart/x.desktop', code: 'EROFS' },
  { kind: 'setting-ignored', name: 'caBundle', rule: { kind: 'required' } },
];

/** An MFA request that belongs to no role of the list. */
const request = {
  id: '77',
  sourceProfile: 'default',
  serial: 'arn:aws:iam::111122223333:mfa/phone',
  host: null,
  roleIds: [],
  notBefore: null,
  refused: false,
  usableUntil: null,
  snoozedUntil: null,
  processFailure: null,
};

/**
 * Init script that adds the problems, the MFA request and copies of the last role to each state
 * that the page gets.
 */
const withMore = (copies: number): string => `Object.defineProperty(window, 'rolekeeper', {
  set(bridge) {
    const more = ${JSON.stringify({ problems, mfaRequests: [request] })};
    const copiesOf = (view) => Array.from({ length: ${String(copies)} }, (_, place) => ({
      ...view,
      role: { ...view.role, id: String(place).padStart(12, '0'), name: 'role-' + String(place) },
    }));
    const onState = (listener) => bridge.onState((state) =>
      listener({ ...state, ...more, roles: [...state.roles, ...copiesOf(state.roles.at(-1))] }));
    this.bridge = { ...bridge, onState };
  },
  get() { return this.bridge; },
})`;

const signedOut = { name: 'a-sandbox', roleArn: clientArn, sourceProfile: 'corp' };

/** Returns how many px of a part of the first role in “Needs you” the toasts cover. */
function hiddenPart(page: Page, part: string): Promise<number> {
  return page.evaluate(`(() => {
    const shown = document.querySelector('[aria-labelledby=group-attention] ${part}');
    const edge = document.querySelector('.toasts').getBoundingClientRect().top;
    return Math.max(0, shown.getBoundingClientRect().bottom - edge);
  })()`);
}

/** Declines a sign-in. The failure belongs to no role. */
async function failSignIn(page: Page, setup: PanelSetup): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await waitForText(page.getByRole('dialog'), /^[A-Z]{4}-[A-Z]{4}$/);
  setup.center.answer(setup.center.waiting()[0] ?? '', false);
  await waitForText(page.locator('.toasts'), 'Sign-in for the profile corp was declined');
}

describePanel('messages that belong to no role', (panel) => {
  it.each([2, 1000])(
    'are below the first role that needs the user, with %i roles',
    async (count) => {
      const setup = await panel.start({ roles: [signedOut, clientRole] });
      const page = await panel.open(setup, { init: withMore(count - 2) });
      await switchOf(page, 'a-sandbox').click();
      await failSignIn(page, setup);
      // One banner is for the MFA request, and three are for problems.
      expect(await page.locator('.banner').count()).toBe(4);
      for (const [width, zoom, part] of [
        [420, 1, '.primary'],
        [360, 1, '.primary'],
        [420, 2, '.name'],
      ] as const) {
        await page.setViewportSize({ width, height: 620 });
        await page.evaluate(`document.documentElement.style.fontSize = '${String(87.5 * zoom)}%'`);
        await page.evaluate('scrollTo(0, 0)');
        const size = `${String(width)} px, zoom ${String(zoom)}`;
        expect(await hiddenPart(page, part), size).toBe(0);
        const tops = await page.evaluate<readonly number[]>(
          `['#group-attention', '.banner:has(#mfa-77)', '.banner:not(:has(button))', '#group-rest']
            .map((part) => document.querySelector(part).getBoundingClientRect().top)`,
        );
        expect(tops).toEqual([...tops].sort((one, other) => one - other));
      }
      await page.getByRole('button', { name: 'Dismiss' }).click();
      // Resets the zoom, because the browser still uses the old heights of rows outside the view.
      await page.evaluate("document.documentElement.style.fontSize = ''");
      expect(await violations(page)).toEqual([]);
    },
  );

  it('show only some problems until a click shows all, with a button for the setting that solves one', async () => {
    const page = await panel.open(await panel.start({ roles: [clientRole] }), {
      init: withMore(0),
    });
    await page.getByRole('button', { name: 'Show 2 more problems' }).click();
    expect(await page.locator('.banner').count()).toBe(problems.length + 1);
    await page.getByRole('button', { name: 'Open settings' }).click();
    await expect.poll(() => nameOfFocus(page)).toMatch(/^Additional CA certificates/);
  });

  it('are below the results of a search', async () => {
    const setup = await panel.start({ roles: [clientRole] });
    const page = await panel.open(setup, { init: withMore(20) });
    await page.keyboard.type('client');
    await page.locator('.marked').waitFor();
    const [found, banner] = await page.evaluate<readonly [number, number]>(
      "['.marked', '.banner'].map((part) => document.querySelector(part).getBoundingClientRect().top)",
    );
    expect(found).toBeLessThan(banner);
  });

  it('show a failure until it is dismissed, over a page that does not move', async () => {
    const setup = await panel.start({ roles: [signedOut, clientRole] });
    const page = await panel.open(setup, { ownContext: true });
    await switchOf(page, 'a-sandbox').click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    const needsYou = page.getByRole('region', { name: 'Needs you' });
    const before = await needsYou.boundingBox();
    await page.clock.install();
    await failSignIn(page, setup);
    expect(await needsYou.boundingBox()).toEqual(before);
    await page.clock.runFor(120_000);
    const failure = page.getByRole('alert');
    await waitForText(failure, 'Sign-in for the profile corp was declined');
    await failure.getByRole('button', { name: 'Dismiss' }).click();
    await failure.waitFor({ state: 'detached' });
  });
});

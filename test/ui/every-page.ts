import { appendFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { sampleOrganization } from '../../demo/identity-center/assignments.ts';
import { PANEL_USER, panelSamples } from '../../demo/panel/panel-samples.ts';
import type { PanelSetup, PanelSetupOptions } from '../../demo/panel/panel-setup.ts';
import type { Route } from '../../src/core/contract/action.ts';
import { ROLE_KINDS } from '../../src/core/roles/role-kinds.ts';
import type { RoleDraft } from '../../src/core/roles/role-draft.ts';

/**
 * Init script that gives a page the functions of the application, and `showPage`, which opens a
 * page of the panel.
 */
export const WITH_SHOW_PAGE = `Object.defineProperty(window, 'rolekeeper', {
  set(bridge) {
    const listeners = new Set();
    window.showPage = (route) => listeners.forEach((listener) => listener(route));
    this.bridge = {
      ...bridge,
      surface: 'application',
      onShow: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
  },
  get() { return this.bridge; },
})`;

const LONG_NAME = 'production-data-lake-administrators-of-the-northern-region';
const LOST: readonly RoleDraft[] = ['first-lost', LONG_NAME].map((name) => ({
  name,
  roleArn: `arn:aws:iam::123456789012:role/${LONG_NAME}`,
  sourceProfile: 'nowhere',
}));

/** Roles in each state, with short and long names. */
export function everyPageOptions(): Partial<PanelSetupOptions> {
  const { accounts, roles } = panelSamples(3600);
  const assignments = sampleOrganization(12).roles;
  return {
    user: PANEL_USER,
    accounts,
    roles: [...roles, ...LOST],
    organization: { roles: assignments, options: {} },
  };
}

/** Puts the roles into their states, and gives the import page something to list. */
export async function fillEveryPage({ app, home }: PanelSetup): Promise<void> {
  for (const { role } of app.state().roles) {
    if (['client-s3', 'build', 'deploy', 'partner', 'audit'].includes(role.name))
      await app.api.session.assume({ roleId: role.id, keep: true, takeOver: false });
  }
  const config = join(dirname(home.credentialsFile), 'config');
  await appendFile(
    config,
    [
      '',
      ...Array.from({ length: 14 }, (_, at) => [
        `[profile ${at === 0 ? LONG_NAME : `account-${String(at)}`}]`,
        `role_arn = arn:aws:iam::1234567890${String(10 + at)}:role/Engineering/${LONG_NAME}`,
        `source_profile = ${at === 3 ? 'nowhere' : 'default'}`,
      ]).flat(),
      '[profile broken]',
      'role_arn = x',
      '',
    ].join('\n'),
  );
}

export interface VisitedPage {
  readonly name: string;
  /** Opens the page. Does not depend on the language. */
  readonly open: (page: Page, setup: PanelSetup) => Promise<unknown>;
}

const show = (page: Page, route: Route): Promise<unknown> =>
  page.evaluate(`window.showPage(${JSON.stringify(route)})`);

/** A page of the panel that is complete when an element matches `shown`. */
const simple = (name: string, route: Route, shown: string): VisitedPage => ({
  name,
  open: async (page) => {
    await show(page, route);
    await page.locator(shown).first().waitFor();
  },
});

const roleId = ({ app }: PanelSetup, name: string): string =>
  app.state().roles.find(({ role }) => role.name === name)?.role.id ?? '';

const POLICY = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
"Resource":"arn:aws:iam::999988887777:role/MyApp/MyS3Access","Condition":{
"StringEquals":{"sts:ExternalId":"Unique-Id-From-Client"},"Bool":{"aws:MultiFactorAuthPresent":"true"}}}}`;

/** All pages and dialogs except the list of roles. */
export const EVERY_PAGE: readonly VisitedPage[] = [
  ...ROLE_KINDS.map((kind) => ({
    name: `form ${kind}`,
    open: async (page: Page) => {
      await show(page, { kind: 'new-role' });
      await page.locator('form select').first().selectOption(kind);
      const closed = page.locator('form details:not([open]) > summary');
      while ((await closed.count()) > 0) await closed.first().click();
      await page.locator('.form-end button.primary').click();
      await page.locator('.field.broken').first().waitFor();
    },
  })),
  {
    name: 'form pasted',
    open: async (page) => {
      await show(page, { kind: 'new-role' });
      await page.locator('.paste textarea').fill(POLICY);
      await page.locator('.pasted-fields').waitFor();
    },
  },
  {
    name: 'form edit',
    open: async (page, setup) => {
      await show(page, { kind: 'role', roleId: roleId(setup, 'partner') });
      await page.locator('.form-end button:not(.primary)').first().click();
      await page.locator('.role-test[aria-busy=false] .code').first().waitFor();
    },
  },
  {
    name: 'access',
    open: async (page, setup) => {
      await show(page, { kind: 'access', roleId: roleId(setup, 'partner') });
      await page.locator('.code').first().waitFor();
    },
  },
  simple('settings', { kind: 'settings' }, 'dl.about'),
  simple('doctor', { kind: 'doctor' }, '.check'),
  simple('activity', { kind: 'activity' }, '.activity'),
  {
    name: 'import',
    open: async (page) => {
      await show(page, { kind: 'import' });
      await page.locator('.check input[type=checkbox]').first().check();
    },
  },
  simple('discover', { kind: 'discover' }, 'form input[type=radio]'),
  {
    name: 'sign-in',
    open: async (page, { home }) => {
      await rm(join(dirname(home.credentialsFile), 'sso'), { recursive: true, force: true });
      await show(page, { kind: 'discover' });
      await page.locator('form button[type=submit]').click();
      await page.locator('dialog .user-code').waitFor();
    },
  },
  {
    // Must follow the previous entry: that entry starts a sign-in, and this entry answers it.
    name: 'discover listed',
    open: async (page, { center }) => {
      for (const code of center.waiting()) center.answer(code, true);
      await page.locator('.account-title[aria-expanded=false]').first().click();
      await page.locator('.permission-set input').first().check();
      await page.locator('.name-templates > summary').click();
    },
  },
  {
    name: 'MFA code',
    open: async (page, { app }) => {
      const [request] = app.state().mfaRequests;
      await show(page, { kind: 'roles' });
      await show(page, { kind: 'mfa', mfaRequestId: request?.id ?? '' });
      await page.locator('dialog .mfa-code').waitFor();
    },
  },
  {
    name: 'keyboard shortcuts',
    open: async (page) => {
      await show(page, { kind: 'roles' });
      await page.locator('h1').focus();
      await page.keyboard.press('?');
      await page.locator('dialog').waitFor();
    },
  },
  {
    name: 'settings import',
    open: async (page, { app }) => {
      const exported = await app.api.settings.export({});
      if (!exported.ok) throw new Error('the settings could not be exported');
      const document = exported.value.document.replace('client-s3', LONG_NAME.slice(0, 40));
      await show(page, { kind: 'settings' });
      await page.locator('input[type=file]').setInputFiles({
        name: 'settings.json',
        mimeType: 'application/json',
        buffer: Buffer.from(document),
      });
      await page.locator('dialog .review').waitFor();
    },
  },
  {
    name: 'question',
    open: async (page, setup) => {
      // The page asks a question, because this role would need another MFA code.
      await show(page, { kind: 'role', roleId: roleId(setup, 'audit') });
      await page.locator('button.danger').click();
      await page.locator('dialog').waitFor();
    },
  },
  {
    name: 'palette',
    open: async (page) => {
      await show(page, { kind: 'settings' });
      await page.keyboard.press('Control+k');
      await page.locator('dialog input').waitFor();
    },
  },
];

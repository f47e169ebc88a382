import { beforeEach, describe, expect, it } from 'vitest';
import { panelChannels } from '../../src/core/contract/panel-channels.ts';
import { roleArn } from '../support/cli-harness.ts';
import type { MenuLine } from '../support/electron-stand-in/commands.ts';
import { copyEnvironment } from '../support/main-steps.ts';
import {
  setUpEachMain,
  eventually,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';

describe('the tray and the panel', () => {
  const setup = setUpEachMain();
  let main: RunningMain;
  let roleId: string;
  beforeEach(async () => {
    main = await setup.start();
    await untilItHasAWindow(main);
    roleId = await setup.addRole(main, 'client-s3');
  });

  const roleLine = async (): Promise<MenuLine> => {
    const menu = await eventually(
      () => main.do.menu(),
      (lines) => lines.some(({ label }) => label.startsWith('client-s3')),
    );
    const line = menu.find(({ label }) => label.startsWith('client-s3'));
    if (line === undefined) throw new Error('no line');
    return line;
  };

  it('assume a role and keep it fresh on a click, and release it on the next', async () => {
    const before = await roleLine();
    expect(before).toMatchObject({ type: 'checkbox', checked: false });
    await main.do.click(before.id);
    const on = await eventually(
      roleLine,
      ({ checked, label }) => checked === true && label.includes('until'),
    );
    expect(setup.credentials()).toMatch(/\[client-s3\]\naws_access_key_id = ASIA/);
    expect(setup.credentials().startsWith('# mine\n[default]\n')).toBe(true);
    expect(setup.sts.calls().map(({ action }) => action)).toEqual(['AssumeRole']);

    await main.do.click(on.id);
    await eventually(roleLine, ({ checked }) => checked === false);
    expect(setup.credentials()).not.toContain('client-s3');
  });

  it('set the menu again after a click, but not after an event that changes no text of the menu', async () => {
    const line = await roleLine();
    const timesMenuSet = async (): Promise<number> =>
      (await main.do.facts()).trays[0]?.menuSetCount ?? 0;
    setup.sts.fail({ kind: 'error', code: 'AccessDenied' });
    await main.do.click(line.id);
    await eventually(timesMenuSet, (count) => count > 1);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const after = await timesMenuSet();
    await main.do.emit('power', 'resume');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await timesMenuSet()).toBe(after);
  });

  it('show in the icon how near the next refresh is, without setting the menu again', async () => {
    setup.sts.setRole({ roleArn, trusts: ['arn:aws:iam::111122223333:root'], sessionSeconds: 9 });
    await main.do.click((await roleLine()).id);
    const tray = async () => (await main.do.facts()).trays[0];
    const untilPictureIs = (picture: string) =>
      eventually(tray, (one) => one?.image.replace(/.*tray[\\/]/, '').startsWith(picture) === true);
    await untilPictureIs('active-1');
    const until = (await eventually(roleLine, ({ label }) => label.includes('until'))).label;
    const before = await tray();
    const after = await untilPictureIs('active-2');
    expect((await roleLine()).label).toBe(until);
    expect(after?.menuSetCount).toBe(before?.menuSetCount);
  });

  it("copy the role's environment variables to the clipboard, with the keys of the credentials file", async () => {
    await main.do.click((await roleLine()).id);
    const text = await copyEnvironment(main);
    expect(text).toContain('export AWS_SESSION_TOKEN=');
    const key = /aws_access_key_id = (ASIA\w+)/.exec(setup.credentials())?.[1] ?? 'none';
    expect(text).toContain(key);
    expect(JSON.stringify(await main.do.facts())).not.toContain(
      /AWS_SECRET_ACCESS_KEY='?([^'\n]+)/.exec(text)?.[1],
    );
  });

  it('show the page that a tray item names, even if the panel is still loading', async () => {
    await main.do.click('settings');
    await main.do.send(panelChannels.listening, [panelChannels.show]);
    const { windows } = await main.do.facts();
    expect(windows[0]?.sent.filter(({ channel }) => channel === panelChannels.show)).toEqual([
      { channel: panelChannels.show, values: [{ kind: 'settings' }] },
      { channel: panelChannels.show, values: [{ kind: 'settings' }] },
    ]);
    await main.do.send(panelChannels.shown, [{ kind: 'settings' }]);
    await main.do.send(panelChannels.listening, [panelChannels.show]);
    expect(
      (await main.do.facts()).windows[0]?.sent.filter(
        ({ channel }) => channel === panelChannels.show,
      ),
    ).toHaveLength(2);
  });

  it('show a failure in one notice if the panel is hidden; a click on the notice closes it and shows the panel', async () => {
    await main.do.send(panelChannels.hide, []);
    setup.sts.removeRole('arn:aws:iam::123456789012:role/MyApp/MyS3Access');
    await main.do.click((await roleLine()).id);
    const { notices } = await eventually(
      () => main.do.facts(),
      (facts) => facts.notices.length > 0,
    );
    expect(notices).toHaveLength(1);
    expect(notices[0]?.title).toContain('client-s3');
    expect(notices[0]?.id.length).toBeLessThanOrEqual(64);
    await main.do.clickNotice(notices[0]?.id ?? '');
    expect((await main.do.facts()).windows).toMatchObject([{ visible: true }]);
    expect((await main.do.facts()).notices).toEqual([]);
  });

  /**
   * Makes the role fail, and waits until the tray shows the failure. By then main has also decided
   * whether to show a notice.
   */
  const makeRoleFail = async (): Promise<() => void> => {
    const stopFailing = setup.sts.fail({ kind: 'error', code: 'RegionDisabledException' });
    await main.do.click((await roleLine()).id);
    await eventually(roleLine, ({ label }) => label.includes('the region is not enabled'));
    return stopFailing;
  };
  const noticeTitles = async (): Promise<readonly string[]> =>
    (await main.do.facts()).notices.map(({ title }) => title);

  it('show notices while the panel is open behind other windows', async () => {
    await main.do.emit('window', 'blur');
    await makeRoleFail();
    expect((await main.do.facts()).windows).toMatchObject([{ visible: true }]);
    expect(await noticeTitles()).toEqual([expect.stringContaining('client-s3')]);
  });

  it('show no notice while the panel has the focus, and show it when the panel loses the focus', async () => {
    await makeRoleFail();
    expect(await noticeTitles()).toEqual([]);
    await main.do.emit('window', 'blur');
    expect(await noticeTitles()).toEqual([expect.stringContaining('client-s3')]);
  });

  it('drop postponed notices that are obsolete when the panel is hidden', async () => {
    const stopFailing = await makeRoleFail();
    stopFailing();
    await main.do.emit('power', 'resume');
    await eventually(roleLine, ({ label }) => label.includes('until'));
    await main.do.send(panelChannels.hide, []);
    const { notices } = await main.do.facts();
    expect(notices.filter(({ id }) => id.startsWith('blocked-'))).toEqual([]);
  });

  it('remove the keys at a quit if the settings say so, and keep them otherwise', async () => {
    await main.call('session', 'assume', { roleId, keep: true, takeOver: false });
    await main.call('preferences', 'set', { changes: { onQuit: 'release' } });
    expect(setup.credentials()).toContain('[client-s3]');
    await main.do.click('quit');
    expect(await main.ended).toBe(0);
    expect(setup.credentials()).not.toContain('client-s3');

    const again = await setup.start();
    await untilItHasAWindow(again);
    await again.call('preferences', 'set', { changes: { onQuit: 'keep' } });
    await again.call('session', 'assume', { roleId, keep: true, takeOver: false });
    await again.do.quit().catch(() => undefined);
    expect(await again.ended).toBe(0);
    expect(setup.credentials()).toContain('[client-s3]');
  });

  it('show that a role is still on after the process was killed and started again, without a call to STS', async () => {
    await main.call('session', 'assume', { roleId, keep: true, takeOver: false });
    await main.kill();
    (await import('node:fs')).rmSync(`${setup.rolekeeperHome}/stand-in.lock`);
    setup.sts.forgetCalls();
    const again = await setup.start();
    await eventually(
      () => again.do.menu(),
      (menu) =>
        menu.some(({ label, checked }) => label.startsWith('client-s3') && checked === true),
    );
    expect(setup.sts.calls()).toEqual([]);
  });
});

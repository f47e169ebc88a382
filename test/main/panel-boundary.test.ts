import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { panelChannels as channel } from '../../src/core/contract/panel-channels.ts';
import {
  createMainSetup,
  type MainSetup,
  type RunningMain,
  untilItHasAWindow,
} from '../support/running-main.ts';

describe('the main process', () => {
  let setup: MainSetup;
  let main: RunningMain;
  beforeAll(async () => {
    setup = await createMainSetup();
    main = await setup.start();
    await untilItHasAWindow(main);
  });
  afterAll(() => setup.dispose());

  const refusal = { ok: false, failure: { kind: 'field-invalid' } };

  it.each([
    ['another origin', { url: 'https://evil.example/', parent: null }],
    ['another host of the app: scheme', { url: 'app://other/', parent: null }],
    ['an origin that begins like the panel’s', { url: 'app://panel.evil/', parent: null }],
    ['a frame inside a page', { url: 'app://panel/', parent: { url: 'app://panel/' } }],
    ['a frame that is gone', null],
  ])('refuses requests from %s', async (_who, frame) => {
    const role = { name: 'evil', roleArn: 'arn:aws:iam::123456789012:role/Evil' };
    expect(await main.do.invoke(channel.call, ['role', 'add', { role }], frame)).toMatchObject(
      refusal,
    );
    expect(
      await main.do.invoke(
        channel.perform,
        [{ kind: 'open', url: 'https://docs.aws.amazon.com/' }],
        frame,
      ),
    ).toMatchObject(refusal);
    await main.do.send(channel.hide, [], frame);
    const { windows, systemRequests } = await main.do.facts();
    expect(windows).toMatchObject([{ visible: true }]);
    expect(systemRequests.map(({ what }) => what)).not.toContain('open-external');
    expect((await main.state()).roles).toEqual([]);
  });

  it.each([
    ['no group', [undefined, 'add', {}]],
    ['the name of an inherited method', ['constructor', 'constructor', {}]],
    ['the name of a prototype', ['__proto__', 'toString', {}]],
    ['a payload of another shape', ['role', 'add', { role: { name: 1 } }]],
    [
      'a field too many',
      ['session', 'assume', { roleId: '0123456789ab', keep: true, takeOver: false, more: 1 }],
    ],
    ['a huge text', ['role', 'add', { role: { name: 'x'.repeat(1_000_000), roleArn: '' } }]],
    ['nothing', []],
  ])('refuses a request with %s', async (_what, values) => {
    expect(await main.do.invoke(channel.call, values)).toMatchObject(refusal);
  });

  it('does not repeat a refused payload, because it may contain a code', async () => {
    const answer = await main.do.invoke(channel.call, [
      'mfa',
      'submit',
      { requestId: 'r', code: '123456', x: '654321' },
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/123456|654321/);
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://docs.aws.amazon.com/',
    'https://docs.aws.amazon.com.evil.example/',
    'https://user@docs.aws.amazon.com/',
    'https://evil.example/#docs.aws.amazon.com',
  ])('does not open %s', async (url) => {
    expect(await main.do.invoke(channel.perform, [{ kind: 'open', url }])).toMatchObject(refusal);
    expect(await main.do.openWindow(url)).toBe('deny');
    expect((await main.do.facts()).systemRequests.map(({ what }) => what)).not.toContain(
      'open-external',
    );
  });

  it('does not let the page navigate', async () => {
    for (const event of [
      'will-navigate',
      'will-redirect',
      'will-frame-navigate',
      'will-attach-webview',
    ]) {
      expect(await main.do.navigate(event, 'https://evil.example/')).toBe(true);
    }
  });

  it('listens only on the channels `hide`, `listening` and `shown`', async () => {
    const { channels } = await main.do.facts();
    expect([...channels].sort()).toEqual([channel.hide, channel.listening, channel.shown].sort());
  });

  it('sends the panel the role or the MFA device on the clipboard, and no other text from it', async () => {
    const nothing = { roles: [], unused: [], isCut: false, others: [] };
    const roleArn = 'arn:aws:iam::123456789012:role/x';
    const onClipboard = async (text: string, frame?: { url: string; parent: null }) => {
      await main.do.invoke(channel.perform, [{ kind: 'copy', text }]);
      return main.do.invoke(channel.clipboard, [], frame);
    };
    expect(await onClipboard(`Dear Alice, my password is hunter2, the role: ${roleArn}`)).toEqual({
      ...nothing,
      roles: [
        {
          kind: 'assume-role',
          from: 'arn',
          name: null,
          fields: { roleArn },
          skipped: [],
          demands: [],
        },
      ],
    });
    const mfaSerial = 'arn:aws:iam::123456789012:mfa/alice';
    expect(await onClipboard(`My password is hunter2, my device is ${mfaSerial}`)).toEqual({
      ...nothing,
      others: [{ kind: 'mfa-session', name: 'alice', fields: { mfaSerial }, skipped: [] }],
    });
    expect(await onClipboard('hunter2')).toEqual(nothing);
    expect(await onClipboard(`aws_secret_access_key = wJalrXUtnFEMI/K7MDENG ${roleArn}`)).toEqual(
      nothing,
    );
    expect(await onClipboard(roleArn, { url: 'https://evil.example/', parent: null })).toEqual(
      nothing,
    );
  });

  it('opens its own log and credentials file, and no path that the page sends', async () => {
    const opened = async () =>
      (await main.do.facts()).systemRequests
        .filter(({ what }) => what === 'open-path')
        .map(({ facts }) => String(facts));
    for (const action of [
      { kind: 'open-file', file: '/etc/passwd' },
      { kind: 'open-file', path: '/etc/passwd' },
      { kind: 'open-file', file: 'log', path: '/etc/passwd' },
    ])
      expect(await main.do.invoke(channel.perform, [action])).toMatchObject({ ok: false });
    expect(await opened()).toEqual([]);
    for (const file of ['log', 'credentials-file'])
      expect(await main.do.invoke(channel.perform, [{ kind: 'open-file', file }])).toMatchObject({
        ok: true,
      });
    expect(await opened()).toEqual([
      expect.stringMatching(/rolekeeper\.log$/),
      expect.stringMatching(/credentials$/),
    ]);
  });

  it('opens a page of AWS in the browser', async () => {
    const url = 'https://eu-central-1.console.aws.amazon.com/iam/home#/roles';
    expect(await main.do.invoke(channel.perform, [{ kind: 'open', url }])).toEqual({
      ok: true,
      value: null,
    });
    expect((await main.do.facts()).systemRequests).toContainEqual({
      what: 'open-external',
      facts: url,
    });
  });
});

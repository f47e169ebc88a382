import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { panelChannels as channel } from '../../src/core/contract/panel-channels.ts';
import { createMainSetup, type MainSetup, type RunningMain } from '../support/running-main.ts';
import { expectMode } from '../support/systems.ts';

describe('a file that the panel saves', () => {
  let setup: MainSetup;
  let main: RunningMain;
  beforeAll(async () => {
    setup = await createMainSetup();
    main = await setup.start();
  });
  afterAll(() => setup.dispose());

  const dialogs = async (): Promise<readonly unknown[]> =>
    (await main.do.facts()).systemRequests.flatMap(({ what, facts }) =>
      what === 'dialog' ? [facts] : [],
    );

  it('is written to the chosen path with mode 0600, replacing an existing file', async () => {
    const file = join(setup.home, 'mine.csv');
    writeFileSync(file, 'the old content, which is longer', { mode: 0o644 });
    await main.do.saveTo(file);
    expect(await main.do.invoke(channel.save, ['activity.csv', 'a,b\r\n'])).toEqual({
      ok: true,
      value: true,
    });
    expect(readFileSync(file, 'utf8')).toBe('a,b\r\n');
    expectMode(file, 0o600);
    expect((await dialogs()).at(-1)).toMatchObject({
      defaultPath: join(setup.home, 'activity.csv'),
      filters: [{ name: 'CSV', extensions: ['csv'] }],
    });
  });

  it('is reported as not saved if the person cancels', async () => {
    expect(await main.do.invoke(channel.save, ['activity.csv', 'x'])).toEqual({
      ok: true,
      value: false,
    });
  });

  it('gives a failure with its path if it cannot be written', async () => {
    const file = join(setup.home, 'no-folder', 'x.json');
    await main.do.saveTo(file);
    expect(await main.do.invoke(channel.save, ['x.json', '{}'])).toEqual({
      ok: false,
      failure: { kind: 'file-unwritable', file, code: 'ENOENT' },
    });
  });

  it.each([
    ['a path', ['../x.json', '']],
    ['a hidden file', ['.bashrc', '']],
    ['a program', ['x.desktop', '']],
    ['no text', ['x.json', 7]],
    ['larger than any file that Rolekeeper saves', ['x.json', 'x'.repeat(16_777_217)]],
  ])(
    'is refused without a dialog if it is %s or comes from another page',
    async (_what, values) => {
      const before = (await dialogs()).length;
      expect(await main.do.invoke(channel.save, values)).toMatchObject({
        ok: false,
        failure: { kind: 'field-invalid' },
      });
      const frame = { url: 'https://evil.example/', parent: null };
      expect(await main.do.invoke(channel.save, ['x.json', ''], frame)).toMatchObject({
        ok: false,
      });
      expect(await dialogs()).toHaveLength(before);
    },
  );
});

import { execFile } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseIni, valueOf } from '../../src/core/credentials-file/ini-document.ts';
import { createApp } from '../../src/node/app.ts';
import { externalSuite } from '../interop/external-suite.ts';
import { defaultSection, plainRole } from '../support/cli-harness.ts';
import { setUpEachTest } from '../support/process-setup.ts';
import { awsCli } from '../support/external-programs.ts';
import { sized } from '../support/run-length.ts';

const lastsMs = sized(8000, 60_000);
const notes = Array.from(
  { length: 40 },
  (_, n) => `\n[other-${String(n)}]\n# note ${String(n)}\nregion = eu-west-1\n`,
);
const getSetup = setUpEachTest({
  credentials: `${defaultSection}${notes.join('')}`,
  sts: { sessionSeconds: 3 },
});
const aws = awsCli();

const withCli = externalSuite(
  'a linked credentials file that the AWS CLI, an editor and two kinds of Rolekeeper process write,',
  { aws },
);
describe.skipIf(withCli.skip)(withCli.title, () => {
  it(
    `contains every update and the newest sessions after ${String(lastsMs / 1000)} s`,
    async () => {
      const setup = getSetup();
      const { cli, sts } = setup;
      const dotfiles = join(cli.folder, 'dotfiles');
      mkdirSync(dotfiles);
      const real = join(dotfiles, 'credentials');
      renameSync(cli.credentialsFile, real);
      symlinkSync(real, cli.credentialsFile);
      const names = ['client', 'second', 'third', 'clicked'];
      for (const name of names.slice(1)) {
        const roleArn = `arn:aws:iam::123456789012:role/${name}`;
        sts.setRole({ ...plainRole, roleArn });
        await cli.ok(['role', 'add', name, '--role-arn', roleArn]);
      }
      await cli.ok(['assume', 'client', 'second', '--keep']);
      const kept = setup.keep(['client', 'third']);
      const made = await createApp({ env: cli.env, refresh: 'switched-on', runsIn: 'terminal' });
      if (!made.ok) throw new Error(JSON.stringify(made.failure));
      const app = made.value;

      const endAt = performance.now() + lastsMs;
      const commands = async (): Promise<number> => {
        let count = 0;
        for (; performance.now() < endAt; count += 1) {
          const args = count % 3 === 2 ? ['release', 'clicked'] : ['assume', 'clicked'];
          await cli.ok(args, { ownProcess: true });
        }
        return count;
      };
      // The AWS CLI and the editor take turns, because they overwrite each other's updates even
      // without Rolekeeper.
      const runOtherTools = async (): Promise<readonly string[]> => {
        const env = { ...cli.env, AWS_SHARED_CREDENTIALS_FILE: cli.credentialsFile };
        const done: string[] = [];
        for (let n = 0; performance.now() < endAt; n += 1) {
          if (n % 2 === 0) {
            const args = [
              'configure',
              'set',
              'aws_secret_access_key',
              `set-${String(n)}`,
              '--profile',
              `new-${String(n)}`,
            ];
            await promisify(execFile)(aws ?? '', args, { env });
            done.push(`new-${String(n)}`);
          } else if (n < notes.length) {
            const text = readFileSync(real, 'utf8');
            await delay(60);
            const edited = text.replace(`# note ${String(n)}\n`, `# edited ${String(n)}\n`);
            writeFileSync(`${real}~`, edited, { mode: 0o600 });
            renameSync(`${real}~`, real);
            done.push(`# edited ${String(n)}`);
            await delay(150);
          }
        }
        return done;
      };
      const [ran, updates] = await Promise.all([commands(), runOtherTools()]);

      sts.setSessionSeconds(3600);
      await cli.ok(['assume', ...names, '--keep']);
      await setup.until('the newest sessions are in the file', () =>
        names.every((name) => {
          const arn =
            name === 'client' ? plainRole.roleArn : `arn:aws:iam::123456789012:role/${name}`;
          return setup.section(name).accessKeyId === setup.newestKey(arn);
        }),
      );
      await kept.stop();
      await app.stop();
      const text = readFileSync(real, 'utf8');
      const document = parseIni(text);
      expect(document.violation).toBeNull();
      const lost = updates.filter((update) => {
        if (update.startsWith('#')) return !text.includes(`${update}\n`);
        const section = document.section(update);
        return (
          section === null ||
          valueOf(section, 'aws_secret_access_key') !== update.replace('new-', 'set-')
        );
      });
      expect(lost).toEqual([]);
      expect(readlinkSync(cli.credentialsFile)).toBe(real);
      expect(lstatSync(real).isFile()).toBe(true);
      expect(kept.events().filter(({ event }) => event === 'removed')).toEqual([]);
      console.info(
        `${String(updates.length)} updates of other tools, ${String(ran)} commands, ${String(setup.assumeCalls().length)} sessions`,
      );
    },
    lastsMs + 300_000,
  );
});

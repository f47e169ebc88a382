import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  cliHome,
  plainRole,
  skippedWithoutTerminal,
  startStsWithAlice,
} from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';
import { makeRefreshDue } from '../support/due-refresh.ts';

const serial = 'arn:aws:iam::111122223333:mfa/alice';

describe.skipIf(skippedWithoutTerminal())(
  'keep, for a role that needs an MFA code each time,',
  () => {
    let sts: EmbeddedSts;
    let cli: Cli;
    beforeEach(async () => {
      sts = await startStsWithAlice();
      sts.setRole({ ...plainRole, requireMfa: true });
      cli = cliHome(sts);
    });
    afterEach(async () => {
      cli.dispose();
      await sts.close();
    });

    it('asks for a new code each time a refresh is due, and refreshes the session with the code', async () => {
      await cli.ok([
        ...['role', 'add', 'long', '--role-arn', plainRole.roleArn],
        ...['--mfa-serial', serial, '--mfa', 'each-time'],
      ]);
      await cli.ok(['assume', 'long', '--keep', '--mfa-code', '123456']);
      const question = `MFA code from ${serial} for default, sent to ${new URL(sts.url).host}: `;
      for (const code of ['234567', '345678']) {
        makeRefreshDue(cli);
        const kept = await cli.onTerminal(
          ['keep'],
          [
            [question, `${code}\r`],
            ['long  assumed', '\u0003'],
          ],
        );
        expect(kept.code, kept.stdout).toBe(0);
        expect(kept.stdout.split('is needed by')).toHaveLength(2);
      }
      const calls = sts
        .calls()
        .map(({ action, tokenCodeGiven, outcome }) => [action, tokenCodeGiven, outcome.kind]);
      expect(calls).toEqual(Array.from({ length: 3 }, () => ['AssumeRole', true, 'ok']));
    });
  },
);

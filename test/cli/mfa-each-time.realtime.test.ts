import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  cliHome,
  plainRole,
  skippedWithoutTerminal,
  startWalkthroughSts,
} from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';

const serial = 'arn:aws:iam::111122223333:mfa/alice';

describe.skipIf(skippedWithoutTerminal())('keep, for a role that takes a code each time', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  beforeEach(async () => {
    sts = await startWalkthroughSts({ sessionSeconds: 9 });
    sts.setRole({ ...plainRole, requireMfa: true });
    cli = cliHome(sts);
  });
  afterEach(async () => {
    cli.dispose();
    await sts.close();
  });

  it('asks before each session ends, and goes on with the code', async () => {
    await cli.ok([
      'role',
      'add',
      'long',
      '--role-arn',
      plainRole.roleArn,
      '--mfa-serial',
      serial,
      '--mfa',
      'each-time',
    ]);
    await cli.run(['assume', 'long', '--keep', '--mfa-code', '123456']);
    const { code, stdout } = await cli.onTerminal(
      ['keep'],
      [
        [`MFA code of ${serial} for default: `, '234567\r'],
        [`MFA code of ${serial} for default: `, '345678\r'],
        [`MFA code of ${serial} for default: `, '\u0003'],
      ],
    );
    expect(code).toBe(0);
    expect(stdout.split('is needed by')).toHaveLength(4);
    const calls = sts
      .calls()
      .map(({ action, tokenCodeGiven, outcome }) => [action, tokenCodeGiven, outcome.kind]);
    expect(calls).toEqual([
      ['AssumeRole', true, 'ok'],
      ['AssumeRole', true, 'ok'],
      ['AssumeRole', true, 'ok'],
    ]);
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import { cliHome, plainRole, startStsWithAlice } from '../support/cli-harness.ts';
import { DIFFICULT_TIMES, pretendTime } from '../support/clock/difficult-times.ts';

describe('the command line', () => {
  it.each(DIFFICULT_TIMES)('shows the end of a session that was requested $title', async (time) => {
    // The commands run inside this process, so they use the pretended time.
    pretendTime(time);
    const env = { TZ: time.zone };
    const sts = await startStsWithAlice();
    onTestFinished(() => sts.close());
    const cli = cliHome(sts);
    onTestFinished(() => cli.dispose());
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn], { env });
    const assumed = await cli.ok(['assume', 'plain'], { env });
    expect(assumed.stdout).toContain(`plain: assumed, until ${time.terminal} (59 min left)\n`);
    const [, first = ''] = (await cli.ok(['status'], { env })).stdout.split('\n');
    expect(first.split(/ {2,}/)).toEqual([
      'plain',
      'plain',
      'active',
      time.terminal,
      '59 min',
      'no',
      '-',
    ]);
    const [, entry = ''] = (await cli.ok(['activity'], { env })).stdout.split('\n');
    expect(entry).toContain(time.terminal);
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import { cliHome, plainRole, startWalkthroughSts } from '../support/cli-harness.ts';
import { HOURS, pretendHour } from '../support/clock/hours.ts';

describe('the command line', () => {
  it.each(HOURS)('shows when a session ends that was assumed $title', async (hour) => {
    // The commands run inside this process, so they use the pretended time.
    pretendHour(hour);
    const env = { TZ: hour.zone };
    const sts = await startWalkthroughSts();
    onTestFinished(() => sts.close());
    const cli = cliHome(sts);
    onTestFinished(() => cli.dispose());
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn], { env });
    const assumed = await cli.ok(['assume', 'plain'], { env });
    expect(assumed.stdout).toContain(`plain: assumed, until ${hour.terminal} (59 min left)\n`);
    const [, first = ''] = (await cli.ok(['status'], { env })).stdout.split('\n');
    expect(first.split(/ {2,}/)).toEqual([
      'plain',
      'plain',
      'active',
      hour.terminal,
      '59 min',
      'no',
      '-',
    ]);
    const [, entry = ''] = (await cli.ok(['activity'], { env })).stdout.split('\n');
    expect(entry).toContain(hour.terminal);
  });
});

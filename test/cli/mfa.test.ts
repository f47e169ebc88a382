import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  cliHome,
  mfaRole,
  plainRole,
  skippedWithoutTerminal,
  startStsWithAlice,
} from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';
import { skippedExceptOn } from '../support/systems.ts';

const serial = 'arn:aws:iam::111122223333:mfa/alice';

let sts: EmbeddedSts;
let cli: Cli;
/** The question names the server, because the embedded STS is not a server of AWS. */
const question = () => `MFA code from ${serial} for default, sent to ${new URL(sts.url).host}: `;
const mfaCalls = () => sts.calls().filter(({ action }) => action === 'GetSessionToken');
beforeEach(async () => {
  // A server accepts each code only once, so each test has a new server.
  sts = await startStsWithAlice();
  cli = cliHome(sts);
  await cli.ok(['role', 'add', 'guarded', '--role-arn', mfaRole.roleArn, '--mfa-serial', serial]);
});
afterEach(async () => {
  cli.dispose();
  await sts.close();
});

describe('the command line, for a role that needs MFA,', () => {
  it('fails if there is neither a code nor a terminal, and says how to give a code', async () => {
    const { code, stderr, stdout } = await cli.run(['assume', 'guarded']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('guarded waits for an MFA code');
    expect(stderr).toContain('rolekeeper assume guarded --mfa-code -');
    expect(sts.calls()).toEqual([]);
  });

  it('names the server that gets the code, if it is not AWS', async () => {
    const goesTo = `The code goes to ${new URL(sts.url).host}, which is not AWS.\n`;
    const { stderr } = await cli.ok(['assume', 'guarded', '--mfa-code', '123456']);
    expect(stderr).toContain(goesTo);
    await cli.ok(['role', 'set', 'guarded', '--mfa', 'each-time']);
    const env = { ROLEKEEPER_MFA_CODE: '234567' };
    expect((await cli.ok(['whoami', 'guarded'], { env })).stderr).toContain(goesTo);
  });

  it('reads the code from --mfa-code, and sends it only in GetSessionToken', async () => {
    const { stdout } = await cli.ok(['assume', 'guarded', '--mfa-code', '123456']);
    expect(stdout).toContain('guarded: assumed');
    expect(mfaCalls()).toMatchObject([
      { serialNumber: serial, tokenCodeGiven: true, outcome: { kind: 'ok' } },
    ]);
    expect(
      sts.calls().filter(({ action, tokenCodeGiven }) => action === 'AssumeRole' && tokenCodeGiven),
    ).toEqual([]);
  });

  it('has an MFA session for only one command if there is no keychain, and `status` prints that', async () => {
    const unstored = `The MFA session of ${serial} is not stored, so each process asks`;
    expect((await cli.ok(['status'])).stdout).not.toContain(unstored);
    await cli.ok(['assume', 'guarded', '--mfa-code', '123456']);
    expect((await cli.ok(['status'])).stdout).toContain(unstored);
    await cli.ok(['role', 'set', 'guarded', '--mfa', 'each-time']);
    await cli.ok(['assume', 'guarded', '--mfa-code', '234567']);
    expect((await cli.ok(['status'])).stdout).not.toContain(unstored);
  });

  it('reads the code from the first line of standard input with --mfa-code -', async () => {
    const { stdout } = await cli.ok(['assume', 'guarded', '--mfa-code', '-'], {
      input: '234567\nand more\n',
    });
    expect(stdout).toContain('guarded: assumed');
  });

  it.each([
    ['assume', ['assume', 'guarded']],
    ['whoami', ['whoami', 'guarded']],
    ['credentials', ['credentials', 'guarded']],
    ['env', ['env', 'guarded']],
    ['exec', ['exec', 'guarded', '--', 'true']],
  ])('reads the code for `%s` from ROLEKEEPER_MFA_CODE', async (_name, args) => {
    await cli.ok(args, { env: { ROLEKEEPER_MFA_CODE: '345678' } });
    expect(mfaCalls()).toHaveLength(1);
  });

  it.skipIf(skippedExceptOn('Unix'))(
    'gets the code from the mfa_process of the source profile',
    async () => {
      writeFileSync(cli.configFile, "[default]\nmfa_process = printf '456789\\n'\n");
      const { stdout, stderr } = await cli.ok(['assume', 'guarded']);
      expect({ assumed: stdout.includes('guarded: assumed'), stderr }).toEqual({
        assumed: true,
        stderr: '',
      });
      expect(mfaCalls()).toMatchObject([{ serialNumber: serial, outcome: { kind: 'ok' } }]);
    },
  );

  it('uses the code in --mfa-code if ROLEKEEPER_MFA_CODE has another code', async () => {
    const { stdout } = await cli.ok(['assume', 'guarded', '--mfa-code', '123456'], {
      env: { ROLEKEEPER_MFA_CODE: '000000' },
    });
    expect(stdout).toContain('guarded: assumed');
  });

  it('uses one code for every role with the same source and MFA device', async () => {
    await cli.ok([
      'role',
      'add',
      'second',
      '--role-arn',
      plainRole.roleArn,
      '--mfa-serial',
      serial,
    ]);
    const { stdout } = await cli.ok(['assume', 'guarded', 'second', '--mfa-code', '123456']);
    expect(stdout).toContain('guarded: assumed');
    expect(stdout).toContain('second: assumed');
    expect(mfaCalls()).toHaveLength(1);
  });

  it('uses the code for only one MFA device, so a role with another MFA device waits for a code', async () => {
    const other = 'arn:aws:iam::111122223333:mfa/other';
    await cli.ok(['role', 'add', 'second', '--role-arn', plainRole.roleArn, '--mfa-serial', other]);
    const { code, stdout, stderr } = await cli.run([
      'assume',
      'guarded',
      'second',
      '--mfa-code',
      '123456',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('guarded: assumed');
    expect(stderr).toContain('second waits for an MFA code');
    expect(mfaCalls()).toHaveLength(1);
  });

  it('says that AWS refused the code, and does not send the code a second time', async () => {
    const { code, stderr } = await cli.run(['assume', 'guarded', '--mfa-code', '999999']);
    expect(code).toBe(1);
    expect(stderr).toContain('AWS refused the MFA code');
    expect(mfaCalls()).toHaveLength(1);
    const again = await cli.run(['assume', 'guarded', '--mfa-code', '999999']);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('This MFA code was used before');
    expect(mfaCalls()).toHaveLength(1);
  });

  it('prints neither an accepted nor a refused code', async () => {
    const { stdout, stderr } = await cli.run(['assume', 'guarded', '--mfa-code', '123456']);
    const refused = await cli.run(['assume', 'guarded', '--mfa-code', '999999']);
    expect(stdout + stderr + refused.stdout + refused.stderr).not.toMatch(/123456|999999/);
  });

  describe.skipIf(skippedWithoutTerminal())('at a terminal', () => {
    it('asks for the code, names the MFA device, and asks again if the code has five digits', async () => {
      const { code, stdout } = await cli.onTerminal(
        ['assume', 'guarded'],
        [
          [question(), '12345\r'],
          [question(), '123 456\r'],
        ],
      );
      expect(stdout).toContain('must be six digits');
      expect(stdout).toContain('guarded: assumed');
      expect(code).toBe(0);
      expect(mfaCalls()).toHaveLength(1);
    });

    it('asks for the code even if --mfa-code is -', async () => {
      const { code, stdout } = await cli.onTerminal(
        ['assume', 'guarded', '--mfa-code', '-'],
        [[question(), '123456\r']],
      );
      expect(stdout).toContain('guarded: assumed');
      expect(code).toBe(0);
    });

    it('asks for a code for `whoami`, names the server, and asks again after a refusal', async () => {
      const { code, stdout } = await cli.onTerminal(
        ['whoami', 'guarded'],
        [
          [question(), '999999\r'],
          [question(), '\r'],
        ],
      );
      expect(stdout).toContain('AWS refused the MFA code');
      expect(code).toBe(1);
      const other = await cli.onTerminal(['whoami', 'guarded'], [[question(), '123456\r']]);
      expect(other.stdout).toContain('assumed-role/WithMfa');
      expect(other.code).toBe(0);
      expect(cli.credentials()).not.toContain('guarded');
    });

    it('asks for a new code if AWS refused the code, and says when the device has one', async () => {
      const { code, stdout } = await cli.onTerminal(
        ['assume', 'guarded'],
        [
          [question(), '999999\r'],
          [question(), '\u0003'],
        ],
      );
      expect(stdout).toContain('AWS refused the MFA code');
      expect(stdout).toMatch(/a new code, not before \d\d:\d\d:\d\d/);
      expect(code).toBe(130);
      expect(mfaCalls()).toHaveLength(1);
    });

    it('exits with 1 after an empty answer, and calls no server', async () => {
      const { code, stdout } = await cli.onTerminal(['assume', 'guarded'], [[question(), '\r']]);
      expect(code).toBe(1);
      expect(stdout).toContain('guarded waits for an MFA code');
      expect(sts.calls()).toEqual([]);
    });

    it('exits with 130 on Ctrl-C, and calls no server', async () => {
      const { code } = await cli.onTerminal(['assume', 'guarded'], [[question(), '\u0003']]);
      expect(code).toBe(130);
      expect(sts.calls()).toEqual([]);
    });
  });
});

describe.skipIf(skippedWithoutTerminal())('the command line at a terminal', () => {
  it('prints failures in colour unless NO_COLOR is set', async () => {
    const coloured = await cli.onTerminal(['whoami', 'nobody']);
    const plain = await cli.onTerminal(['whoami', 'nobody'], [], { NO_COLOR: '1' });
    expect(coloured.stdout).toContain('\u001b[31mrolekeeper: There is no role named nobody.');
    expect(plain.stdout).not.toContain('\u001b[');
  });

  it('offers the roles of a policy document and adds the chosen one', async () => {
    const document = JSON.stringify({
      Statement: {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: [mfaRole.roleArn, plainRole.roleArn],
      },
    });
    writeFileSync(`${cli.folder}/policy.json`, document);
    const { code, stdout } = await cli.onTerminal(
      ['role', 'add', 'chosen', '--policy-file', 'policy.json'],
      [
        ['Which role, 1 to 2? ', '3\r'],
        ['Which role, 1 to 2? ', '2\r'],
      ],
    );
    expect(code).toBe(0);
    expect(stdout).toContain('Enter a number from 1 to 2.');
    expect(stdout).toContain(`Added chosen: ${plainRole.roleArn}`);
  });
});

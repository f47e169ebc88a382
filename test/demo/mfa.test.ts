import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { RoleAccount } from '../../demo/sts/accounts.ts';
import { totp } from '../../demo/sts/totp.ts';
import {
  ALICE,
  CLIENT_ROLE,
  NOW,
  SERIAL,
  client,
  keysOf,
  refusalTo,
  startSts,
} from './sts-setup.ts';

const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const ASSUME = { RoleArn: CLIENT_ROLE.roleArn, RoleSessionName: 'FirstSession' };
const MFA_ROLE: RoleAccount = { ...CLIENT_ROLE, requireMfa: true };
const WRONG_CODE = {
  code: 'AccessDenied',
  message: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
  status: 403,
};

describe('the embedded STS, for MFA,', () => {
  it('accepts a code of the device once, and another code 30 s later', async () => {
    let now = NOW;
    const sts = await startSts({ now: () => now });
    const session = (code: string): Promise<unknown> =>
      client(sts, ALICE, () => now).send(
        new GetSessionTokenCommand({ SerialNumber: SERIAL, TokenCode: code }),
      );
    await session(totp(SEED, now));
    expect(await refusalTo(session(totp(SEED, now)))).toEqual(WRONG_CODE);
    now = NOW + 29_999;
    expect(await refusalTo(session(totp(SEED, now)))).toEqual(WRONG_CODE);
    now = NOW + 30_000;
    expect(await refusalTo(session(totp(SEED, NOW)))).toEqual(WRONG_CODE);
    await session(totp(SEED, now));
  });

  it('refuses a code that is 90 s old, and the code of another device', async () => {
    const sts = await startSts({ now: () => NOW });
    const session = (code: string): Promise<unknown> =>
      client(sts, ALICE, () => NOW).send(
        new GetSessionTokenCommand({ SerialNumber: SERIAL, TokenCode: code }),
      );
    expect(await refusalTo(session(totp(SEED, NOW - 90_000)))).toEqual(WRONG_CODE);
    expect(await refusalTo(session(totp('MZXW6YTBOI', NOW)))).toEqual(WRONG_CODE);
    await session(totp(SEED, NOW - 30_000));
  });

  it('accepts a code only once, even if it denied AssumeRole with the code', async () => {
    const sts = await startSts({ now: () => NOW, roles: [{ ...CLIENT_ROLE, trusts: [] }] });
    const mfa = { SerialNumber: SERIAL, TokenCode: totp(SEED, NOW) };
    const sdk = client(sts, ALICE, () => NOW);
    expect(
      (await refusalTo(sdk.send(new AssumeRoleCommand({ ...ASSUME, ...mfa })))).message,
    ).toMatch(/^User: /);
    expect(await refusalTo(sdk.send(new GetSessionTokenCommand(mfa)))).toEqual(WRONG_CODE);
  });

  it('accepts each code of a fixed list once in 30 s', async () => {
    let now = NOW;
    const sts = await startSts({
      now: () => now,
      users: [
        {
          ...ALICE,
          mfaDevices: [{ kind: 'codes', serialNumber: SERIAL, codes: ['123456', '234567'] }],
        },
      ],
    });
    const session = (code: string): Promise<unknown> =>
      client(sts, ALICE, () => now).send(
        new GetSessionTokenCommand({ SerialNumber: SERIAL, TokenCode: code }),
      );
    await session('123456');
    await session('234567');
    expect(await refusalTo(session('123456'))).toEqual(WRONG_CODE);
    expect(await refusalTo(session('345678'))).toEqual(WRONG_CODE);
    now = NOW + 30_000;
    await session('123456');
  });

  it('refuses a serial number without a code, and the serial number of another user’s device', async () => {
    const sts = await startSts({ now: () => NOW });
    const sdk = client(sts, ALICE, () => NOW);
    const other = { SerialNumber: 'arn:aws:iam::111122223333:mfa/bob', TokenCode: totp(SEED, NOW) };
    expect(await refusalTo(sdk.send(new GetSessionTokenCommand(other)))).toEqual({
      code: 'AccessDenied',
      message:
        'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user. ',
      status: 403,
    });
    const half = await refusalTo(sdk.send(new GetSessionTokenCommand({ SerialNumber: SERIAL })));
    expect(half.message).toMatch(
      /^MultiFactorAuthentication failed, must provide both MFA serial number/,
    );
    const session = keysOf(await sdk.send(new AssumeRoleCommand(ASSUME)));
    const fromRole = client(sts, session, () => NOW).send(
      new AssumeRoleCommand({ ...ASSUME, SerialNumber: SERIAL, TokenCode: totp(SEED, NOW) }),
    );
    expect((await refusalTo(fromRole)).message).toMatch(/unable to validate MFA code/);
  });

  it('treats aws:MultiFactorAuthPresent as true only with a code or with an MFA session', async () => {
    const sts = await startSts({ now: () => NOW, roles: [MFA_ROLE] });
    const at = (): number => NOW;
    const sdk = client(sts, ALICE, at);
    expect((await refusalTo(sdk.send(new AssumeRoleCommand(ASSUME)))).message).toMatch(
      /^User: .* is not authorized/,
    );
    const plain = keysOf(await sdk.send(new GetSessionTokenCommand()));
    expect((await refusalTo(client(sts, plain, at).send(new AssumeRoleCommand(ASSUME)))).code).toBe(
      'AccessDenied',
    );
    const mfa = (step: number): { SerialNumber: string; TokenCode: string } => ({
      SerialNumber: SERIAL,
      TokenCode: totp(SEED, NOW + step * 30_000),
    });
    const session = keysOf(await sdk.send(new GetSessionTokenCommand(mfa(0))));
    const role = keysOf(await client(sts, session, at).send(new AssumeRoleCommand(ASSUME)));
    await client(sts, session, at).send(new AssumeRoleCommand(ASSUME));
    await sdk.send(new AssumeRoleCommand({ ...ASSUME, ...mfa(1), DurationSeconds: 7200 }));
    sts.setRole({ ...MFA_ROLE, trusts: [MFA_ROLE.roleArn] });
    expect((await refusalTo(client(sts, role, at).send(new AssumeRoleCommand(ASSUME)))).code).toBe(
      'AccessDenied',
    );
  });

  it('compares aws:MultiFactorAuthAge with the age of the MFA session', async () => {
    let now = NOW;
    const at = (): number => now;
    const sts = await startSts({ now: at, roles: [{ ...CLIENT_ROLE, mfaMaxAgeSeconds: 60 }] });
    const code = { SerialNumber: SERIAL, TokenCode: totp(SEED, NOW) };
    const session = keysOf(await client(sts, ALICE, at).send(new GetSessionTokenCommand(code)));
    const assume = (): Promise<unknown> =>
      client(sts, session, at).send(new AssumeRoleCommand(ASSUME));
    now = NOW + 59_999;
    await assume();
    now = NOW + 60_000;
    expect((await refusalTo(assume())).message).toMatch(/^User: .* is not authorized/);
    expect((await refusalTo(client(sts, ALICE, at).send(new AssumeRoleCommand(ASSUME)))).code).toBe(
      'AccessDenied',
    );
  });

  it('shortens a session to `mfaSessionSeconds`', async () => {
    const sts = await startSts({ now: () => NOW, mfaSessionSeconds: 20 });
    const answer = await client(sts, ALICE, () => NOW).send(
      new GetSessionTokenCommand({ DurationSeconds: 900 }),
    );
    expect(answer.Credentials?.Expiration?.getTime()).toBe(NOW + 20_000);
  });
});

import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { RoleAccount } from '../../demo/sts/accounts.ts';
import {
  ALICE,
  ALICE_ARN,
  CLIENT_ROLE,
  NOW,
  client,
  keysOf,
  refusalTo,
  startSts,
} from './sts-setup.ts';

const ASSUME = { RoleArn: CLIENT_ROLE.roleArn, RoleSessionName: 'FirstSession' };
const DENIED = {
  code: 'AccessDenied',
  message: `User: ${ALICE_ARN} is not authorized to perform: sts:AssumeRole on resource: ${CLIENT_ROLE.roleArn}`,
  status: 403,
};

describe('AssumeRole of the embedded STS', () => {
  it('returns credentials in the format of AWS, and GetCallerIdentity with these keys returns the role’s identity', async () => {
    const sts = await startSts();
    const answer = await client(sts).send(new AssumeRoleCommand(ASSUME));
    const keys = keysOf(answer);
    expect(keys.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(keys.secretAccessKey).toMatch(/^[A-Za-z0-9/+]{40}$/);
    expect(keys.sessionToken).toMatch(/^[A-Za-z0-9/+]{400,}=+$/);
    expect(keys.sessionToken).toMatch(/\+.*\/|\/.*\+/);
    expect(answer.AssumedRoleUser).toEqual({
      Arn: 'arn:aws:sts::999988887777:assumed-role/MyS3Access/FirstSession',
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:FirstSession$/) as string,
    });
    expect(await client(sts, keys).send(new GetCallerIdentityCommand())).toMatchObject({
      Arn: 'arn:aws:sts::999988887777:assumed-role/MyS3Access/FirstSession',
      Account: '999988887777',
      UserId: answer.AssumedRoleUser?.AssumedRoleId,
    });
    expect(sts.identityFor(keys.accessKeyId)).toMatchObject({
      arn: 'arn:aws:sts::999988887777:assumed-role/MyS3Access/FirstSession',
      expiration: answer.Credentials?.Expiration?.getTime(),
    });
    expect(sts.identityFor('ASIAUNKNOWN')).toBeNull();
  });

  it('gives a session the requested duration, or an hour by default, in whole seconds', async () => {
    const sts = await startSts({ now: () => NOW + 400 });
    const at = (): number => NOW + 400;
    const hour = await client(sts, ALICE, at).send(new AssumeRoleCommand(ASSUME));
    expect(hour.Credentials?.Expiration?.getTime()).toBe(NOW + 3_600_000);
    const issued = await client(sts, ALICE, at).send(
      new AssumeRoleCommand({ ...ASSUME, DurationSeconds: 7200 }),
    );
    expect(issued.Credentials?.Expiration?.getTime()).toBe(NOW + 7_200_000);
  });

  it('shortens a session to the `sessionSeconds` of the server or the role, but still refuses an invalid duration', async () => {
    const sts = await startSts({ now: () => NOW, sessionSeconds: 12 });
    const expirationFor = (seconds: number): Promise<number | undefined> =>
      client(sts, ALICE, () => NOW)
        .send(new AssumeRoleCommand({ ...ASSUME, DurationSeconds: seconds }))
        .then((answer) => answer.Credentials?.Expiration?.getTime());
    expect(await expirationFor(3600)).toBe(NOW + 12_000);
    expect((await refusalTo(expirationFor(60))).code).toBe('ValidationError');
    sts.setRole({ ...CLIENT_ROLE, sessionSeconds: 5 });
    expect(await expirationFor(3600)).toBe(NOW + 5000);
    sts.setRole(CLIENT_ROLE);
    sts.setSessionSeconds(null);
    expect(await expirationFor(3600)).toBe(NOW + 3_600_000);
  });

  it('accepts the keys of a session until its expiration, and then refuses them', async () => {
    let now = NOW;
    const sts = await startSts({ now: () => now, sessionSeconds: 12 });
    const keys = keysOf(await client(sts, ALICE, () => now).send(new AssumeRoleCommand(ASSUME)));
    const getIdentity = (): Promise<unknown> =>
      client(sts, keys, () => now).send(new GetCallerIdentityCommand());
    now = NOW + 11_999;
    await getIdentity();
    now = NOW + 12_000;
    expect(await refusalTo(getIdentity())).toEqual({
      code: 'ExpiredToken',
      message: 'The security token included in the request is expired',
      status: 403,
    });
  });

  it('refuses the keys of all sessions after `endSessions`, but not the keys of users', async () => {
    const sts = await startSts();
    const keys = keysOf(await client(sts).send(new AssumeRoleCommand(ASSUME)));
    sts.endSessions();
    expect((await refusalTo(client(sts, keys).send(new GetCallerIdentityCommand()))).code).toBe(
      'ExpiredToken',
    );
    await client(sts).send(new GetCallerIdentityCommand());
  });

  it.each<[string, Partial<RoleAccount>, string | undefined, boolean]>([
    ['the right external ID', { externalId: 'ext-1' }, 'ext-1', true],
    ['a wrong external ID', { externalId: 'ext-1' }, 'ext-2', false],
    [
      'an external ID with capitals in place of small letters',
      { externalId: 'ext-1' },
      'EXT-1',
      false,
    ],
    ['no external ID although one is required', { externalId: 'ext-1' }, undefined, false],
    ['an external ID that is not required', {}, 'ext-1', true],
    [
      "a trust policy that names the caller's account",
      { trusts: ['111122223333'] },
      undefined,
      true,
    ],
    ['a trust policy that names the caller', { trusts: [ALICE_ARN] }, undefined, true],
    [
      'a trust policy that names another account',
      { trusts: ['arn:aws:iam::444455556666:root'] },
      undefined,
      false,
    ],
    ['an empty trust policy', { trusts: [] }, undefined, false],
  ])('allows or denies the role as AWS does: %s', async (_case, role, externalId, allowed) => {
    const sts = await startSts({ roles: [{ ...CLIENT_ROLE, ...role }] });
    const call = client(sts).send(new AssumeRoleCommand({ ...ASSUME, ExternalId: externalId }));
    if (allowed) expect((await call).Credentials).toBeDefined();
    else expect(await refusalTo(call)).toEqual(DENIED);
  });

  it('needs an identity policy of the caller, unless the role’s trust policy in the same account names the caller', async () => {
    const sts = await startSts({ users: [{ ...ALICE, mayAssume: [] }] });
    const assume = (roleArn: string): Promise<unknown> =>
      client(sts).send(new AssumeRoleCommand({ ...ASSUME, RoleArn: roleArn }));
    expect(await refusalTo(assume(CLIENT_ROLE.roleArn))).toEqual(DENIED);
    sts.setRole({ ...CLIENT_ROLE, trusts: [ALICE_ARN] });
    expect(await refusalTo(assume(CLIENT_ROLE.roleArn))).toEqual(DENIED);
    const own = 'arn:aws:iam::111122223333:role/Own';
    sts.setRole({ roleArn: own, trusts: ['111122223333'] });
    expect((await refusalTo(assume(own))).code).toBe('AccessDenied');
    sts.setRole({ roleArn: own, trusts: [ALICE_ARN] });
    await assume(own);
    sts.setUser({ ...ALICE, mayAssume: [CLIENT_ROLE.roleArn] });
    await assume(CLIENT_ROLE.roleArn);
  });

  it('denies a removed role with the same message as a role that does not trust the caller', async () => {
    const sts = await startSts();
    sts.removeRole(CLIENT_ROLE.roleArn);
    expect(await refusalTo(client(sts).send(new AssumeRoleCommand(ASSUME)))).toEqual(DENIED);
  });

  it('lets a role assume another role for at most an hour, and a refusal names the session of the first role', async () => {
    const second: RoleAccount = {
      roleArn: 'arn:aws:iam::999988887777:role/Second',
      trusts: [CLIENT_ROLE.roleArn],
      maxSessionDuration: 43_200,
    };
    const sts = await startSts({ roles: [CLIENT_ROLE, second] });
    const keys = keysOf(await client(sts).send(new AssumeRoleCommand(ASSUME)));
    const chain = (roleArn: string, seconds?: number): Promise<unknown> =>
      client(sts, keys).send(
        new AssumeRoleCommand({
          RoleArn: roleArn,
          RoleSessionName: 'Hop',
          DurationSeconds: seconds,
        }),
      );
    await chain(second.roleArn, 3600);
    expect(await refusalTo(chain(second.roleArn, 3601))).toEqual({
      code: 'ValidationError',
      message:
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
      status: 400,
    });
    expect(
      (
        await refusalTo(
          client(sts).send(new AssumeRoleCommand({ ...ASSUME, RoleArn: second.roleArn })),
        )
      ).code,
    ).toBe('AccessDenied');
    expect((await refusalTo(chain('arn:aws:iam::999988887777:role/None'))).message).toBe(
      'User: arn:aws:sts::999988887777:assumed-role/MyS3Access/FirstSession is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::999988887777:role/None',
    );
    sts.setRole({ ...CLIENT_ROLE, mayAssume: [] });
    sts.setRole({ ...second, trusts: ['999988887777'] });
    expect((await refusalTo(chain(second.roleArn))).code).toBe('AccessDenied');
  });

  it.each([
    [
      'a duration that is too short',
      { DurationSeconds: 899 },
      "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      'a duration that is too long',
      { DurationSeconds: 43_201 },
      "Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ],
    [
      'a session name that is too short',
      { RoleSessionName: 'a' },
      "Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [
      'a session name with a blank',
      { RoleSessionName: 'a b' },
      "Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ],
    [
      'a missing session name',
      { RoleSessionName: undefined },
      "Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null",
    ],
    [
      'an external ID that is too short',
      { ExternalId: 'x' },
      "Value 'x' at 'externalId' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [
      'a role ARN that is too short',
      { RoleArn: 'arn:short' },
      "Value 'arn:short' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20",
    ],
    [
      'a serial number that is too short',
      { SerialNumber: 'short', TokenCode: '123456' },
      "Value 'short' at 'serialNumber' failed to satisfy constraint: Member must have length greater than or equal to 9",
    ],
    [
      'an MFA code with letters',
      { SerialNumber: 'arn:aws:iam::1:mfa/x', TokenCode: 'abcdef' },
      "Value 'abcdef' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]*",
    ],
  ])('refuses %s', async (_what, change, words) => {
    const sts = await startSts();
    const input = { ...ASSUME, ...change } as typeof ASSUME;
    expect(await refusalTo(client(sts).send(new AssumeRoleCommand(input)))).toEqual({
      code: 'ValidationError',
      message: `1 validation error detected: ${words}`,
      status: 400,
    });
  });

  it('counts each rule that a parameter breaks, and describes it as AWS does', async () => {
    const sts = await startSts();
    const assumeWith = (change: object): Promise<unknown> =>
      refusalTo(client(sts).send(new AssumeRoleCommand({ ...ASSUME, ...change })));
    expect(await assumeWith({ RoleSessionName: '?', DurationSeconds: 1 })).toMatchObject({
      message: expect.stringMatching(
        /^3 validation errors detected: Value '\?' at .*; Value '1' at /,
      ) as string,
    });
    expect(await assumeWith({ RoleSessionName: `a&lt;b<c>"d"\te` })).toMatchObject({
      message: expect.stringContaining(`Value 'a&lt;b<c>"d"\te' at 'roleSessionName'`) as string,
    });
    expect(await assumeWith({ RoleArn: 'arn:aws:s3:::a-bucket-of-mine' })).toMatchObject({
      code: 'ValidationError',
      message: 'arn:aws:s3:::a-bucket-of-mine is invalid',
    });
    expect(await assumeWith({ DurationSeconds: 7201 })).toMatchObject({
      code: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
    expect(await assumeWith({ Policy: '{' })).toMatchObject({
      code: 'MalformedPolicyDocument',
      status: 400,
    });
  });
});

describe('GetSessionToken of the embedded STS', () => {
  it("gives a session with the user's identity that lasts twelve hours by default", async () => {
    const sts = await startSts({ now: () => NOW });
    const answer = await client(sts, ALICE, () => NOW).send(new GetSessionTokenCommand());
    expect(answer.Credentials?.Expiration?.getTime()).toBe(NOW + 43_200_000);
    const identity = await client(sts, keysOf(answer), () => NOW).send(
      new GetCallerIdentityCommand(),
    );
    expect(identity.Arn).toBe(ALICE_ARN);
    expect(identity.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
  });

  it('accepts only long-term keys', async () => {
    const sts = await startSts();
    const denied = {
      code: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
      status: 403,
    };
    for (const answer of [
      await client(sts).send(new GetSessionTokenCommand()),
      await client(sts).send(new AssumeRoleCommand(ASSUME)),
    ]) {
      expect(
        await refusalTo(client(sts, keysOf(answer)).send(new GetSessionTokenCommand())),
      ).toEqual(denied);
    }
  });

  it('returns a session with which a role can be assumed for at most an hour', async () => {
    const sts = await startSts();
    const session = keysOf(await client(sts).send(new GetSessionTokenCommand()));
    const assume = (seconds: number): Promise<unknown> =>
      client(sts, session).send(new AssumeRoleCommand({ ...ASSUME, DurationSeconds: seconds }));
    await assume(3600);
    expect((await refusalTo(assume(7200))).message).toMatch(
      /1 hour session limit for roles assumed by role chaining$/,
    );
    await client(sts).send(new AssumeRoleCommand({ ...ASSUME, DurationSeconds: 7200 }));
  });

  it('accepts a duration of 900 seconds to 36 hours', async () => {
    const sts = await startSts();
    const ask = (seconds: number): Promise<unknown> =>
      client(sts).send(new GetSessionTokenCommand({ DurationSeconds: seconds }));
    await ask(900);
    await ask(129_600);
    expect((await refusalTo(ask(899))).code).toBe('ValidationError');
    expect((await refusalTo(ask(129_601))).code).toBe('ValidationError');
  });
});

describe('the call log of the embedded STS', () => {
  it('has the caller, the result and the request ID of each call, and no secret', async () => {
    const sts = await startSts({ roles: [{ ...CLIENT_ROLE, externalId: 'ext-secret' }] });
    const sdk = client(sts);
    const answer = await sdk.send(
      new AssumeRoleCommand({ ...ASSUME, ExternalId: 'ext-secret', DurationSeconds: 900 }),
    );
    const refused = await refusalTo(
      sdk.send(
        new AssumeRoleCommand({
          ...ASSUME,
          SerialNumber: 'arn:aws:iam::1:mfa/x',
          TokenCode: '987654',
        }),
      ),
    );
    expect(refused.code).toBe('AccessDenied');
    const keys = keysOf(answer);
    expect(sts.calls()).toMatchObject([
      {
        action: 'AssumeRole',
        roleArn: CLIENT_ROLE.roleArn,
        roleSessionName: 'FirstSession',
        externalIdGiven: true,
        durationSeconds: 900,
        tokenCodeGiven: false,
        accessKeyId: ALICE.accessKeyId,
        callerArn: ALICE_ARN,
        region: 'eu-central-1',
        requestId: answer.$metadata.requestId,
        outcome: { kind: 'ok' },
        issuedAccessKeyId: keys.accessKeyId,
      },
      {
        externalIdGiven: false,
        durationSeconds: null,
        serialNumber: 'arn:aws:iam::1:mfa/x',
        tokenCodeGiven: true,
        outcome: { kind: 'error', code: 'AccessDenied', status: 403 },
        issuedAccessKeyId: null,
      },
    ]);
    const text = JSON.stringify(sts.calls());
    for (const secret of [
      'ext-secret',
      '987654',
      keys.secretAccessKey,
      keys.sessionToken,
      ALICE.secretAccessKey,
    ]) {
      expect(text).not.toContain(secret);
    }
    sts.forgetCalls();
    expect(sts.calls()).toEqual([]);
  });

  it('has the same number for calls over one connection, and another number for another connection', async () => {
    const sts = await startSts();
    const sdk = client(sts);
    await sdk.send(new GetCallerIdentityCommand());
    await sdk.send(new GetCallerIdentityCommand());
    await client(sts).send(new GetCallerIdentityCommand());
    const [first, second, third] = sts.calls().map((call) => call.connection);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });
});

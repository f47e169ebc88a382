import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iamCallerOf } from '../../../src/core/roles/access/access.ts';
import { isCallerIdentity, isIdentityArn } from '../../../src/core/sts/identity-shape.ts';
import { runs } from '../../support/credentials-texts.ts';
import { anyCharacter } from '../../support/any-character.ts';

const identity = (arn: string, account = '111122223333', userId = 'AIDAEXAMPLE') => ({
  arn,
  account,
  userId,
});

describe('the caller that STS reports', () => {
  it.each([
    ['arn:aws:iam::111122223333:root', '111122223333'],
    ['arn:aws:iam::111122223333:user/alice', 'AIDAJDPLRKLG7UEXAMPLE'],
    ['arn:aws:iam::111122223333:user/division_abc/sub#1/al.ice@example', 'AIDAJDPLRKLG7UEXAMPLE'],
    [
      'arn:aws-us-gov:sts::111122223333:assumed-role/ci/i-0123456789',
      'AROA3XFRBF535EXAMPLE:i-0123456789',
    ],
    ['arn:aws-cn:sts::111122223333:federated-user/bob', '111122223333:bob'],
    [
      'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Power_0123456789abcdef/alice@example.com',
      'AROAEXAMPLE:alice@example.com',
    ],
  ])('is accepted in every form that AWS documents: %s', (arn, userId) => {
    expect(isCallerIdentity(identity(arn, '111122223333', userId), true)).toBe(true);
  });

  it.each([
    ['arn:aws:iam::000000000000:root', '000000000000', 'AKIAIOSFODNN7EXAMPLE'],
    ['arn:aws:sts::123456789012:user/moto', '123456789012', 'AKIAIOSFODNN7EXAMPLE'],
    ['arn:aws:iam::tenant-1:user/team/alice', 'tenant-1', ''],
    ['arn:aws:sts:::assumed-role/R/s', '', ''],
  ])(
    'is accepted with another form of account number or user ID from a custom endpoint: %s',
    (arn, account, userId) => {
      expect(isCallerIdentity(identity(arn, account, userId), false)).toBe(true);
    },
  );

  it.each([
    "arn:aws:iam::111122223333:user/x';calc;'",
    'arn:aws:iam::111122223333:user/x’;calc;’',
    'arn:aws:iam::111122223333:user/"&calc&"',
    'arn:aws:iam::111122223333:user/\u001b[2Jx',
    'arn:aws:iam::111122223333:user/x\u202e',
    'arn:aws:iam::111122223333:user/x\ny',
    'arn:aws:iam::%PATH%:user/x',
    'arn:aws;calc:iam::111122223333:user/x',
    'arn:aws:sts::111122223333:assumed-role/a;b/s',
    'arn:aws:s3:::bucket',
    '',
    `arn:aws:iam::111122223333:user/${'x'.repeat(3000)}`,
  ])('is refused with the invalid ARN %j', (arn) => {
    expect(isIdentityArn(arn, true)).toBe(false);
    expect(isIdentityArn(arn, false)).toBe(false);
  });

  it('is refused with an invalid account or user ID', () => {
    const arn = 'arn:aws:iam::111122223333:user/alice';
    expect(isCallerIdentity(identity(arn, 'tenant-1'), true)).toBe(false);
    expect(isCallerIdentity(identity(arn, '111122223333', '$(id)'), true)).toBe(false);
    expect(isCallerIdentity(identity(arn, '111122223333', '$(id)'), false)).toBe(false);
    expect(isCallerIdentity(identity(arn, '1111\u001b2222'), false)).toBe(false);
  });

  it('has no shell syntax in its name, account or partition, whatever STS answered', () => {
    const part = fc.string({
      unit: fc.constantFrom(...Array.from('ab1:/;\'"’$%!\\ \n\u001b\u202e')),
      maxLength: 8,
    });
    const arn = fc
      .tuple(part, part, part)
      .map(([one, two, three]) => `arn:aws${one}:iam::${two}:user/${three}`);
    fc.assert(
      fc.property(fc.oneof(arn, fc.string({ unit: anyCharacter })), fc.boolean(), (text, isAws) => {
        const caller = iamCallerOf(identity(text));
        expect(caller.name).toMatch(/^[\w+=,.@-]*$/);
        if (!isIdentityArn(text, isAws)) return;
        expect(text).toMatch(/^[\x21-\x7e]+$/);
        expect(`${caller.account}${caller.partition}`).toMatch(/^[\w-]*$/);
      }),
      { numRuns: runs(2000) },
    );
  });
});

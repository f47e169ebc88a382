import { describe, expect, it } from 'vitest';
import { denialOf, likelyCauses, missingDevice } from '../../../src/core/sts/denial.ts';
import { everyFailure } from '../../support/every-failure.ts';

const denied = everyFailure['access-denied'];
const sourceDevice = { profile: 'default', serial: 'arn:aws:iam::111122223333:mfa/alice' };
const start = `${denied.message} `;

describe('a denial', () => {
  it.each([
    ['with an explicit deny in a service control policy', 'service-control-policy', true],
    ['because no service control policy allows the action', 'service-control-policy', false],
    ['with an explicit deny in a resource control policy', 'resource-control-policy', true],
    ['because no permissions boundary allows the action', 'permissions-boundary', false],
    ['because no session policy allows the action', 'session-policy', false],
    ['with an explicit deny in a VPC endpoint policy', 'vpc-endpoint-policy', true],
    ['because no resource-based policy allows the action', 'resource-policy', false],
    ['with an explicit deny in an identity-based policy', 'identity-policy', true],
    ['because the session name does not match sts:RoleSessionName', 'session-name', false],
    ['because the condition sts:ExternalId is not met', 'external-id', false],
    ['because aws:MultiFactorAuthPresent is not true', 'mfa', false],
    ['Roles may not be assumed by root accounts.', 'root', false],
    ['', 'unknown', false],
  ] as const)('with the reason "%s" has the cause %s', (reason, cause, isExplicit) => {
    expect(denialOf(start + reason)).toEqual({ cause, isExplicit });
  });

  it('has an unknown cause if only the names in ARNs look like a cause', () => {
    const message =
      'User: arn:aws:iam::111122223333:user/MFA-external-id is not authorized to perform: ' +
      'sts:AssumeRole on resource: arn:aws:iam::123456789012:role/sts:RoleSessionName';
    expect(denialOf(message)).toEqual({ cause: 'unknown', isExplicit: false });
  });

  it('lists the causes that are possible for the request, beginning with the policies', () => {
    const policies = ['identity-policy', 'trust-policy'];
    expect(likelyCauses(denied)).toEqual([...policies, 'external-id', 'session-name']);
    const further = ['sts:TagSession'] as const;
    expect(likelyCauses({ ...denied, further })).toEqual([
      ...policies,
      'further-actions',
      'external-id',
      'session-name',
    ]);
  });

  it('ranks a missing external ID last only if caller and role share an account', () => {
    const none = { ...denied, externalId: null };
    expect(likelyCauses(none).at(2)).toBe('external-id');
    const sameAccount = { ...none, roleArn: 'arn:aws:iam::111122223333:role/R' };
    expect(likelyCauses(sameAccount).at(-1)).toBe('external-id');
    expect(likelyCauses({ ...sameAccount, callerArn: null }).at(2)).toBe('external-id');
  });

  it("lists only the causes that are possible with AWS's reason", () => {
    const causes = (reason: string) =>
      likelyCauses({ ...denied, denial: denialOf(start + reason) });
    expect(causes('with an explicit deny in a service control policy')).toEqual([]);
    expect(causes('because no identity-based policy allows the action')).toEqual([]);
    expect(causes('Roles may not be assumed by root accounts.')).toEqual([]);
    expect(causes('because the session name does not match')).toEqual(['session-name']);
    expect(causes('with an explicit deny in a resource-based policy')).toEqual([
      'external-id',
      'session-name',
    ]);
  });

  it('names an unused MFA device only if a policy that may demand MFA can be the cause', () => {
    const device = (reason: string) =>
      missingDevice({ ...denied, sourceDevice, denial: denialOf(start + reason) });
    expect(device('')).toEqual(sourceDevice);
    expect(device('with an explicit deny in an identity-based policy')).toEqual(sourceDevice);
    expect(device('because aws:MultiFactorAuthPresent is not true')).toEqual(sourceDevice);
    expect(device('with an explicit deny in a service control policy')).toBeNull();
    expect(device('Roles may not be assumed by root accounts.')).toBeNull();
  });
});

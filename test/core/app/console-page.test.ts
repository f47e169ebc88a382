import { describe, expect, it } from 'vitest';
import type { ConsoleRequest } from '../../../src/core/contract/app.ts';
import type { RoleDraft } from '../../../src/core/roles/role-draft.ts';
import { CoreMachine } from '../../support/core-harness.ts';

const noOptions: ConsoleRequest = { service: null, region: null };

async function pageOf(draft: RoleDraft, request = noOptions, config = '') {
  const machine = new CoreMachine();
  machine.config.set(config);
  const app = await machine.start('nothing');
  const { id } = await app.add(draft);
  const page = await app.app.consolePage(id, request);
  // Rolekeeper finds the address without an STS call.
  expect(machine.sts.calls).toEqual([]);
  return page;
}

const assumeRoleDraft = (partition: string): RoleDraft => ({
  name: 'x',
  roleArn: `arn:${partition}:iam::123456789012:role/X`,
});

const configWithSignIn = (region: string): string =>
  `[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = ${region}\n`;
const permissionSet: RoleDraft = {
  kind: 'identity-center',
  name: 'x',
  accountId: '123456789012',
  permissionSet: 'Dev',
  ssoSession: 'corp',
};

describe('the console of a role', () => {
  it.each([
    ['aws', 'https://signin.aws.amazon.com/federation', 'console.aws.amazon.com'],
    ['aws-cn', 'https://signin.amazonaws.cn/federation', 'console.amazonaws.cn'],
    [
      'aws-us-gov',
      'https://signin.amazonaws-us-gov.com/federation',
      'console.amazonaws-us-gov.com',
    ],
    [
      'aws-eusc',
      'https://eusc-de-east-1.signin.amazonaws-eusc.eu/federation',
      'console.amazonaws-eusc.eu',
    ],
  ])(
    'is on the sign-in host and the console host of its partition %s',
    async (id, federation, host) => {
      expect(await pageOf(assumeRoleDraft(id))).toEqual({
        ok: true,
        value: {
          roleName: 'x',
          federation,
          destination: `https://${host}/console/home`,
          browser: null,
        },
      });
    },
  );

  it.each(['aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'])(
    'cannot be opened for a role of the isolated partition %s',
    async (partition) => {
      expect(await pageOf(assumeRoleDraft(partition))).toMatchObject({
        failure: { kind: 'no-console', roleName: 'x', why: 'partition', partition },
      });
    },
  );

  it('is in the partition of the SSO region if the role is a permission set', async () => {
    expect(await pageOf(permissionSet, noOptions, configWithSignIn('eu-central-1'))).toMatchObject({
      value: { federation: 'https://signin.aws.amazon.com/federation' },
    });
    expect(await pageOf(permissionSet, noOptions, configWithSignIn('cn-north-1'))).toMatchObject({
      value: { federation: 'https://signin.amazonaws.cn/federation' },
    });
  });

  it('cannot be opened for an MFA session of an IAM user, or for a role of a server that is not AWS', async () => {
    const serial = 'arn:aws:iam::123456789012:mfa/alice';
    const session: RoleDraft = { kind: 'mfa-session', name: 'x', mfaSerial: serial };
    expect(await pageOf(session)).toMatchObject({
      failure: { kind: 'no-console', roleName: 'x', why: 'user-session' },
    });
    expect(
      await pageOf({ ...assumeRoleDraft('aws'), endpoint: 'https://sts.example' }),
    ).toMatchObject({
      failure: { kind: 'no-console', roleName: 'x', why: 'other-server' },
    });
  });

  it('opens in the region of the request, else the role, else its profile, else its source profile', async () => {
    const config = '[profile x]\nregion = eu-west-2\n[default]\nregion = eu-west-3\n';
    const at = async (draft: Partial<RoleDraft>, region: string | null, files: string) => {
      const page = await pageOf(
        { ...assumeRoleDraft('aws'), ...draft },
        { service: 's3', region },
        files,
      );
      return page.ok ? new URL(page.value.destination).searchParams.get('region') : page.failure;
    };
    expect(await at({ region: 'eu-west-1' }, 'us-east-1', config)).toBe('us-east-1');
    expect(await at({ region: 'eu-west-1' }, null, config)).toBe('eu-west-1');
    expect(await at({}, null, config)).toBe('eu-west-2');
    expect(await at({}, null, '[default]\nregion = eu-west-3\n')).toBe('eu-west-3');
    expect(await at({}, null, '')).toBeNull();
    // A region of another partition is ignored, because the role does not exist in that partition.
    expect(await at({}, null, '[default]\nregion = cn-north-1\n')).toBeNull();
    expect(await at({}, 'cn-north-1', '')).toMatchObject({ field: 'region' });
  });
});

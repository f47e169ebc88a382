import type { RoleDraft } from '../../src/core/roles/role-draft.ts';
import type { RoleAccount, UserAccount } from '../sts/accounts.ts';
import { DEMO_USER } from '../sample-roles.ts';

/** The seed of the demo user's virtual MFA device, in Base32. */
export const DEMO_SEED = 'JBSWY3DPEHPK3PXP';
export const DEMO_SERIAL = 'arn:aws:iam::111122223333:mfa/phone';

export const PANEL_USER: UserAccount = {
  ...DEMO_USER,
  mfaDevices: [{ kind: 'totp', serialNumber: DEMO_SERIAL, seed: DEMO_SEED }],
};

export interface PanelSamples {
  readonly accounts: readonly RoleAccount[];
  readonly roles: readonly RoleDraft[];
}

/**
 * Returns typical roles: one of a client, one that is the source of another role of the same
 * company, two with the same MFA device, one whose source profile needs a sign-in, and one that AWS
 * refuses. A permission set and an MFA session are also among them.
 */
export function panelSamples(sessionSeconds: number): PanelSamples {
  const everyone = ['arn:aws:iam::111122223333:root'];
  const client = 'arn:aws:iam::999988887777:role/MyApp/MyS3Access';
  const build = 'arn:aws:iam::444455556666:role/Build';
  const deploy = 'arn:aws:iam::777788889999:role/Deploy';
  const audit = 'arn:aws:iam::222233334444:role/Audit';
  const billing = 'arn:aws:iam::222233334444:role/Billing';
  const sandbox = 'arn:aws:iam::333344445555:role/Sandbox';
  const partner = 'arn:aws:iam::555566667777:role/partners/ReadOnly';
  return {
    accounts: [
      { roleArn: client, trusts: everyone, externalId: 'demo-7f3a', sessionSeconds },
      { roleArn: build, trusts: everyone, sessionSeconds: sessionSeconds * 1.25 },
      { roleArn: deploy, trusts: [build], sessionSeconds: sessionSeconds * 1.5 },
      { roleArn: audit, trusts: everyone, requireMfa: true, sessionSeconds },
      { roleArn: billing, trusts: everyone, requireMfa: true, sessionSeconds },
      { roleArn: sandbox, trusts: everyone, sessionSeconds },
      { roleArn: partner, trusts: ['arn:aws:iam::888899990000:root'], sessionSeconds },
    ],
    roles: [
      {
        name: 'client-s3',
        roleArn: client,
        externalId: 'demo-7f3a',
        roleSessionName: 'FirstSession',
      },
      { name: 'build', roleArn: build },
      { name: 'deploy', roleArn: deploy, sourceProfile: 'build' },
      { name: 'audit', roleArn: audit, mfaSerial: DEMO_SERIAL },
      { name: 'billing', roleArn: billing, mfaSerial: DEMO_SERIAL },
      { name: 'sandbox', roleArn: sandbox, sourceProfile: 'corp' },
      { name: 'partner', roleArn: partner, externalId: 'agreed-word' },
      {
        kind: 'identity-center',
        name: 'developer',
        ssoSession: 'demo',
        accountId: '111122223333',
        permissionSet: 'Developer',
      },
      { kind: 'mfa-session', name: 'me-with-mfa', mfaSerial: DEMO_SERIAL },
    ],
  };
}

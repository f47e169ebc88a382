import { DEMO_REGION } from './demo-home.ts';
import type { RoleAccount, UserAccount } from './sts/accounts.ts';

/** The example keys of AWS's documentation. */
export const DEMO_USER: UserAccount = {
  userName: 'demo',
  account: '111122223333',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** A role as the user adds it to Rolekeeper. */
export interface AddedRole {
  readonly name: string;
  /** The description of the role, in one line. */
  readonly about: string;
  /** The arguments of `rolekeeper role add NAME`. */
  readonly arguments: readonly string[];
}

/** A role that AssumeRole assumes, with its trust policy and limits in the embedded STS. */
export interface SampleRole extends AddedRole {
  readonly account: RoleAccount;
}

/**
 * Returns a client's role with an external ID, a role in another account of the same company, and a
 * role that is assumed with that second role.
 */
export function sampleRoles(sessionSeconds: number): readonly SampleRole[] {
  const client = 'arn:aws:iam::999988887777:role/MyApp/MyS3Access';
  const build = 'arn:aws:iam::444455556666:role/Build';
  const deploy = 'arn:aws:iam::777788889999:role/Deploy';
  const externalId = 'demo-7f3a';
  return [
    {
      name: 'client-s3',
      about: 'a role of a client, with an external ID',
      account: {
        roleArn: client,
        trusts: ['arn:aws:iam::111122223333:root'],
        externalId,
        sessionSeconds,
      },
      arguments: [
        '--role-arn',
        client,
        '--external-id',
        externalId,
        '--session-name',
        'FirstSession',
      ],
    },
    {
      name: 'build',
      about: 'a role in another account of the same company',
      // Different lengths, so that the refreshes do not all happen in the same second.
      account: {
        roleArn: build,
        trusts: ['arn:aws:iam::111122223333:root'],
        sessionSeconds: sessionSeconds * 1.25,
      },
      arguments: ['--role-arn', build, '--session-name', 'demo'],
    },
    {
      name: 'deploy',
      about: 'a role that is assumed with the role "build"',
      account: { roleArn: deploy, trusts: [build], sessionSeconds: sessionSeconds * 1.5 },
      arguments: ['--role-arn', deploy, '--source-profile', 'build', '--session-name', 'demo'],
    },
  ];
}

/** Returns the permission set that the demo user has in their own account. */
export function developer(sessionSeconds: number) {
  return {
    accountId: '111122223333',
    roleName: 'Developer',
    roleArn:
      'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Developer_0123456789abcdef',
    sessionSeconds,
  };
}

/** Returns the permission set `developer` as a role that uses this `sso-session`. */
export function permissionSetRole(ssoSession: string): AddedRole {
  const { accountId, roleName } = developer(0);
  return {
    name: 'developer',
    about: 'a permission set of IAM Identity Center',
    arguments: [
      ...['--account', accountId],
      ...['--permission-set', roleName],
      ...['--sso-session', ssoSession],
      ...['--region', DEMO_REGION],
    ],
  };
}

/** Returns the MFA session of the demo user. */
export function mfaSessionRole(mfaSerial: string): AddedRole {
  return {
    name: 'me-with-mfa',
    about: 'the MFA session of an IAM user; a command prints the code',
    arguments: ['--mfa-session', '--mfa-serial', mfaSerial],
  };
}

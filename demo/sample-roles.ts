import type { RoleAccount, UserAccount } from './sts/accounts.ts';

/** The example keys of AWS's documentation. */
export const DEMO_USER: UserAccount = {
  userName: 'demo',
  account: '111122223333',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** A role as STS knows it and as the user adds it to Rolekeeper. */
export interface SampleRole {
  readonly name: string;
  readonly account: RoleAccount;
  /** The arguments of `rolekeeper role add NAME`. */
  readonly arguments: readonly string[];
}

/**
 * A client's role with an external ID, a role in another account of the same company, and a role
 * reached through that one.
 */
export function sampleRoles(sessionSeconds: number): readonly SampleRole[] {
  const client = 'arn:aws:iam::999988887777:role/MyApp/MyS3Access';
  const build = 'arn:aws:iam::444455556666:role/Build';
  const deploy = 'arn:aws:iam::777788889999:role/Deploy';
  const externalId = 'demo-7f3a';
  return [
    {
      name: 'client-s3',
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
      account: { roleArn: deploy, trusts: [build], sessionSeconds: sessionSeconds * 1.5 },
      arguments: ['--role-arn', deploy, '--source-profile', 'build', '--session-name', 'demo'],
    },
  ];
}

import type { RoleAccount, UserAccount } from './sts/accounts.ts';

/** The keys of AWS's own documentation; they open nothing. */
export const DEMO_USER: UserAccount = {
  userName: 'demo',
  account: '111122223333',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** A role on the STS's side and as it is added to Rolekeeper. */
export interface SampleRole {
  readonly name: string;
  readonly account: RoleAccount;
  /** What `rolekeeper role add NAME` is given. */
  readonly arguments: readonly string[];
}

/** One role that a client gave, with an external ID; one of another account of the same firm; and one that is reached through that. */
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
      // Not all in the same second, so that they are seen to be kept one by one.
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

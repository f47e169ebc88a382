import { join } from 'node:path';
import type { EmbeddedIdentityCenter } from '../../demo/identity-center/embedded-identity-center.ts';
import { writeSsoToken } from '../../src/node/sign-in/sso-token-cache.ts';
import { type Cli, externalId, plainRole, roleArn } from './cli-harness.ts';

/** Adds the role `new-profile`, which Alice may assume with an external ID. */
export async function addClientRole(cli: Cli, ...options: readonly string[]): Promise<void> {
  const role = ['--role-arn', roleArn, '--external-id', externalId];
  await cli.ok(['role', 'add', 'new-profile', ...role, ...options]);
}

/** Adds and assumes the roles `on` and `off`, then releases `off`. */
export async function addRolesOnAndOff(cli: Cli): Promise<void> {
  for (const name of ['on', 'off'])
    await cli.ok(['role', 'add', name, '--role-arn', plainRole.roleArn]);
  await cli.ok(['assume', 'on', 'off']);
  await cli.ok(['release', 'off']);
}

/** Stores the token of a sign-in to the `sso-session` `firm`, as the AWS CLI does. */
export async function signInToFirm(
  cli: Cli,
  center: EmbeddedIdentityCenter,
  startUrl: string,
): Promise<void> {
  const cache = join(cli.folder, '.aws/sso/cache');
  await writeSsoToken(
    cache,
    { name: 'firm', startUrl, region: 'eu-central-1' },
    {
      ...center.signIn(),
      expiresAt: Date.now() + 3_600_000,
      clientId: 'c',
      clientSecret: 's',
      registrationExpiresAt: 0,
    },
  );
}

import { join } from 'node:path';
import type { EmbeddedIdentityCenter } from '../../demo/identity-center/embedded-identity-center.ts';
import { writeSsoToken } from '../../src/node/sign-in/sso-token-cache.ts';
import { type Cli, externalId, plainRole, roleArn } from './cli-harness.ts';

/** Adds the role of the walkthrough. */
export async function addWalkthroughRole(cli: Cli, ...options: readonly string[]): Promise<void> {
  const role = ['--role-arn', roleArn, '--external-id', externalId];
  await cli.ok(['role', 'add', 'new-profile', ...role, ...options]);
}

/** Adds the roles `on` and `off`. Both were assumed, and `off` was released. */
export async function addOnAndOff(cli: Cli): Promise<void> {
  for (const name of ['on', 'off'])
    await cli.ok(['role', 'add', name, '--role-arn', plainRole.roleArn]);
  await cli.ok(['assume', 'on', 'off']);
  await cli.ok(['release', 'off']);
}

/** Stores a token of the `sso-session` `firm`, which the AWS CLI would have stored. */
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

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ssoTokenFile } from '../../src/node/sign-in/sso-token-cache.ts';
import type { EmbeddedSts } from '../sts/embedded-sts.ts';
import { type Assignment, sampleOrganization } from './assignments.ts';
import {
  type EmbeddedIdentityCenter,
  type EmbeddedIdentityCenterOptions,
  startEmbeddedIdentityCenter,
} from './embedded-identity-center.ts';

/** The name of the `sso-session`. */
export const DEMO_SIGN_IN = 'demo';
const START_URL = 'https://demo.awsapps.com/start';
const REGION = 'eu-central-1';

/** The section of the config file that defines the sign-in. */
export const SSO_SESSION_CONFIG = `
[sso-session ${DEMO_SIGN_IN}]
sso_start_url = ${START_URL}
sso_region = ${REGION}
`;

export type CenterOptions = Omit<EmbeddedIdentityCenterOptions, 'sts' | 'startUrl' | 'roles'>;

/** Starts the Identity Center of the sign-in `demo`. */
export function startDemoIdentityCenter(
  sts: EmbeddedSts,
  roles: readonly Assignment[],
  options: CenterOptions = {},
): Promise<EmbeddedIdentityCenter> {
  return startEmbeddedIdentityCenter({ ...options, sts, startUrl: START_URL, roles });
}

/**
 * Returns an organization of 60 accounts besides the user's own. Its portal accepts about 20
 * requests a second, as AWS's does, so listing takes some seconds.
 */
export function demoOrganization(own: Assignment): {
  readonly roles: readonly Assignment[];
  readonly options: CenterOptions;
} {
  const others = sampleOrganization(60);
  const { accountId } = own;
  const account = { accountId, accountName: 'Demo', emailAddress: 'demo@example.com' };
  return {
    roles: [own, ...others.roles],
    options: {
      accounts: [account, ...others.accounts],
      rate: { perSecond: 20, burst: 20 },
    },
  };
}

/** Signs in at once, and stores the token in `~/.aws/sso/cache` of a home, as the AWS CLI does. */
export async function storeSignIn(
  center: EmbeddedIdentityCenter,
  home: string,
  now: number,
): Promise<void> {
  const { accessToken, expiresIn } = center.signIn();
  const expiresAt = new Date(now + expiresIn * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  const place = { name: DEMO_SIGN_IN, startUrl: START_URL, region: REGION };
  const file = ssoTokenFile(join(home, '.aws', 'sso', 'cache'), place);
  const token = { startUrl: START_URL, region: REGION, accessToken, expiresAt };
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(token), { mode: 0o600 });
}

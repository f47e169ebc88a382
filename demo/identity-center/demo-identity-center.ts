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

/** The part of the config file that names the sign-in. */
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
 * An organization of 60 accounts beside the user's own. AWS, too, accepts about 20 requests a
 * second, so a list takes some seconds.
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

/** A sign-in as the AWS CLI stores it in `~/.aws/sso/cache`. */
export interface StoredSignIn {
  readonly startUrl: string;
  readonly region: string;
  readonly accessToken: string;
  /** ISO 8601, without fractions of a second. */
  readonly expiresAt: string;
}

/** Signs in, without a token that could renew the sign-in. */
export function signedIn(center: EmbeddedIdentityCenter, now: number): StoredSignIn {
  const { accessToken, expiresIn } = center.signIn();
  const expiresAt = new Date(now + expiresIn * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  return { startUrl: START_URL, region: REGION, accessToken, expiresAt };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type EmbeddedIdentityCenter,
  type EmbeddedIdentityCenterOptions,
  startEmbeddedIdentityCenter,
} from '../../demo/identity-center/embedded-identity-center.ts';
import { startEmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import type { SsoSession } from '../../src/core/sign-in-session.ts';

export const firm: SsoSession = {
  kind: 'sso',
  profile: 'firm',
  name: 'firm',
  startUrl: 'https://firm.awsapps.com/start',
  region: 'eu-central-1',
  scopes: ['sso:account:access'],
};

export interface FirmHome {
  /** A new folder for the variable HOME. */
  readonly home: string;
  /** The Identity Center of the sign-in `firm`. */
  readonly center: EmbeddedIdentityCenter;
  /** The variables that lead SDKs to this Identity Center. */
  readonly endpoints: Readonly<Record<string, string>>;
}

/** Creates a HOME and an Identity Center, which end with the test. */
export async function startFirm(
  options: Omit<EmbeddedIdentityCenterOptions, 'sts' | 'startUrl'>,
): Promise<FirmHome> {
  const home = mkdtempSync(join(tmpdir(), 'rk-firm-'));
  const sts = await startEmbeddedSts({ users: [], roles: [] });
  const { startUrl } = firm;
  const center = await startEmbeddedIdentityCenter({ ...options, sts, startUrl });
  onTestFinished(async () => {
    await center.close();
    await sts.close();
    rmSync(home, { recursive: true });
  });
  const endpoints = { AWS_ENDPOINT_URL_SSO: center.url, AWS_ENDPOINT_URL_SSO_OIDC: center.url };
  return { home, center, endpoints };
}

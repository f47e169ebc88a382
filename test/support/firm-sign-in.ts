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
  /** A new folder, the value of HOME for programs that the test starts. */
  readonly home: string;
  /** The Identity Center of the sign-in `firm`. */
  readonly center: EmbeddedIdentityCenter;
  /** The environment variables that make SDKs call this Identity Center. */
  readonly endpoints: Readonly<Record<string, string>>;
}

/** Creates a home folder and an Identity Center, and removes both when the test ends. */
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

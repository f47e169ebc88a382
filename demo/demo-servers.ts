import { join } from 'node:path';
import { quotedText } from '../src/core/quoting.ts';
import { type DemoHome, makeDemoHome } from './demo-home.ts';
import {
  DEMO_SIGN_IN,
  demoOrganization,
  SSO_SESSION_CONFIG,
  startDemoIdentityCenter,
  storeSignIn,
} from './identity-center/demo-identity-center.ts';
import type { EmbeddedIdentityCenter } from './identity-center/embedded-identity-center.ts';
import { DEMO_SEED, DEMO_SERIAL, PANEL_USER } from './panel/panel-samples.ts';
import {
  type AddedRole,
  developer,
  mfaSessionRole,
  permissionSetRole,
  sampleRoles,
} from './sample-roles.ts';
import { type EmbeddedSts, startEmbeddedSts } from './sts/embedded-sts.ts';
import type { DemoEndpoints } from './things-to-try.ts';

/**
 * The shortest MFA session. Each refresh needs a new code, and the device shows one only every 30
 * s.
 */
const MIN_MFA_SESSION_SECONDS = 90;

/** The home of the demo, its servers, and the roles to add. */
export interface DemoServers {
  readonly home: DemoHome;
  readonly endpoints: DemoEndpoints;
  readonly roles: readonly AddedRole[];
  /** Stops the servers and deletes the home. */
  stop(): Promise<void>;
}

/**
 * Starts an STS and, if `hasIdentityCenter` is true, an IAM Identity Center. The roles contain a
 * permission set only if the Identity Center was started.
 */
export async function startDemoServers(
  sessionSeconds: number,
  hasIdentityCenter: boolean,
  platform: NodeJS.Platform,
): Promise<DemoServers> {
  const assumed = sampleRoles(sessionSeconds);
  const sts = await startEmbeddedSts({
    users: [PANEL_USER],
    roles: assumed.map(({ account }) => account),
    mfaSessionSeconds: Math.max(MIN_MFA_SESSION_SECONDS, 2 * sessionSeconds),
  });
  const home = await makeDemoHome(
    PANEL_USER,
    `mfa_process = ${mfaProcess(platform)}\n${SSO_SESSION_CONFIG}`,
  );
  const center = hasIdentityCenter
    ? await startIdentityCenter(sts, home, 1.75 * sessionSeconds)
    : null;
  return {
    home,
    endpoints: { sts: sts.url, identityCenter: center?.url ?? null },
    roles: [
      ...assumed,
      ...(center === null ? [] : [permissionSetRole(DEMO_SIGN_IN)]),
      mfaSessionRole(DEMO_SERIAL),
    ],
    stop: async () => {
      await home.remove();
      await center?.close();
      await sts.close();
    },
  };
}

/** Starts the Identity Center, and signs in. */
async function startIdentityCenter(
  sts: EmbeddedSts,
  { folder }: DemoHome,
  sessionSeconds: number,
): Promise<EmbeddedIdentityCenter> {
  const { roles, options } = demoOrganization(developer(sessionSeconds));
  const center = await startDemoIdentityCenter(sts, roles, options);
  await storeSignIn(center, folder, Date.now());
  return center;
}

/**
 * Returns the command that prints a code of the user's MFA device, so that nobody must enter a
 * code.
 */
function mfaProcess(platform: NodeJS.Platform): string {
  const words = [
    process.execPath,
    join(import.meta.dirname, 'sts', 'print-mfa-code.ts'),
    DEMO_SEED,
  ];
  const shell = platform === 'win32' ? 'cmd' : 'bash';
  return words
    .map((word) => {
      const quoted = quotedText(shell, word);
      if (quoted === null) throw new Error('a path contains a character that the shell changes');
      return quoted;
    })
    .join(' ');
}

import type { App } from '../../src/core/contract/app.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { Consent } from '../../src/core/ports/consent.ts';
import { completeRole, type RoleDraft } from '../../src/core/roles/role-draft.ts';
import { emptySettings } from '../../src/core/settings/settings.ts';
import { settingsDocument } from '../../src/core/settings/settings-document.ts';
import { createApp } from '../../src/node/app.ts';
import { systemRandom } from '../../src/node/hash-and-random.ts';
import { type DemoHome, makeDemoHome } from '../demo-home.ts';
import {
  type CenterOptions,
  DEMO_SIGN_IN,
  SSO_SESSION_CONFIG,
  startDemoIdentityCenter,
} from '../identity-center/demo-identity-center.ts';
import type { Assignment } from '../identity-center/assignments.ts';
import type { EmbeddedIdentityCenter } from '../identity-center/embedded-identity-center.ts';
import { developer } from '../sample-roles.ts';
import { endpointVariables } from '../things-to-try.ts';
import type { RoleAccount, UserAccount } from '../sts/accounts.ts';
import { type EmbeddedSts, startEmbeddedSts } from '../sts/embedded-sts.ts';
import { type PanelServer, startPanelServer } from './panel-server.ts';

/** The panel's server with its own STS and a temporary home. */
export interface PanelSetup {
  readonly sts: EmbeddedSts;
  /** The Identity Center of the profile `corp`. */
  readonly center: EmbeddedIdentityCenter;
  readonly home: DemoHome;
  readonly app: App;
  readonly server: PanelServer;
  stop(): Promise<void>;
}

export interface PanelSetupOptions {
  /** Folder of the built panel. */
  readonly panel: string;
  readonly user: UserAccount;
  /** The roles that STS knows. */
  readonly accounts: readonly RoleAccount[];
  /** The roles that Rolekeeper knows. */
  readonly roles: readonly RoleDraft[];
  /** The permission sets of the sign-in. Default: the permission set of the profile `corp`. */
  readonly organization?: {
    readonly roles: readonly Assignment[];
    readonly options: CenterOptions;
  };
  readonly port?: number;
  /** Default: every request for consent is denied. */
  readonly consent?: Consent;
}

const OWN = developer(3600);
/** A role with this session name gets the app's default session name. */
const DEFAULT_NAME = 'default';
const CORP_PROFILE = `
[profile corp]
sso_session = ${DEMO_SIGN_IN}
sso_account_id = ${OWN.accountId}
sso_role_name = ${OWN.roleName}
`;

/**
 * Sets the variables that the AWS SDK reads from `process.env` for Identity Center and its tokens.
 * Returns a function that restores them.
 */
function setProcessEnvironment(env: Environment): () => void {
  const names = ['HOME', 'USERPROFILE', 'AWS_ENDPOINT_URL_SSO', 'AWS_ENDPOINT_URL_SSO_OIDC'];
  const before = names.map((name) => [name, process.env[name]] as const);
  for (const name of names) process.env[name] = env[name];
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}

/** Imports the roles in one write, because adding a thousand roles one by one takes 15 s. */
async function addRoles(app: App, drafts: readonly RoleDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const roles = drafts.map((draft) => {
    const role = completeRole(draft, { id: systemRandom.hex(6), sessionName: DEFAULT_NAME });
    if (!role.ok) throw new Error(`a role of the demo is not valid: ${role.failure.kind}`);
    return role.value;
  });
  const document = settingsDocument({ ...emptySettings(), roles }, DEFAULT_NAME);
  const added = await app.api.settings.import({ document, dryRun: false });
  if (!added.ok) throw new Error(`the demo's roles are not usable: ${added.failure.kind}`);
  for (const { role, obstacle, browserLeftOut } of added.value.roles) {
    if (obstacle !== null || browserLeftOut !== null)
      throw new Error(`the demo's role ${role.name} cannot be imported`);
  }
}

export async function startPanelSetup({
  panel,
  user,
  accounts,
  roles,
  organization = { roles: [OWN], options: {} },
  port,
  consent,
}: PanelSetupOptions): Promise<PanelSetup> {
  const sts = await startEmbeddedSts({
    users: [user],
    roles: [...accounts, { roleArn: OWN.roleArn, trusts: [] }],
  });
  const center = await startDemoIdentityCenter(sts, organization.roles, organization.options);
  const home = await makeDemoHome(user, CORP_PROFILE + SSO_SESSION_CONFIG);
  const env = {
    ...home.environment(process.env, sts.url),
    ...endpointVariables({ sts: sts.url, identityCenter: center.url }),
    // The embedded Identity Center supports only the device flow, which Rolekeeper uses in SSH
    // sessions.
    SSH_CONNECTION: 'demo',
  };
  const restoreEnvironment = setProcessEnvironment(env);
  const created = await createApp({
    env,
    refresh: 'switched-on',
    ...(consent === undefined ? {} : { consent }),
  });
  if (!created.ok) throw new Error(`the demo's home is not usable: ${created.failure.kind}`);
  const app = created.value;
  await addRoles(app, roles);
  const server = await startPanelServer(app, panel, port);
  return {
    sts,
    center,
    home,
    app,
    server,
    stop: async () => {
      await server.close();
      await app.stop();
      restoreEnvironment();
      await center.close();
      await sts.close();
      await home.remove();
    },
  };
}

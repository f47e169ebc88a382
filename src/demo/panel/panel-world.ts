import type { App } from '../../core/app.ts';
import type { RoleDraft } from '../../core/roles/role-draft.ts';
import { createApp } from '../../node/app.ts';
import { type DemoHome, makeDemoHome } from '../demo-home.ts';
import type { RoleAccount, UserAccount } from '../sts/accounts.ts';
import { type EmbeddedSts, startEmbeddedSts } from '../sts/embedded-sts.ts';
import { type PanelServer, startPanelServer } from './panel-server.ts';

/** The panel's server on an STS of its own and a home that is thrown away. */
export interface PanelWorld {
  readonly sts: EmbeddedSts;
  readonly home: DemoHome;
  readonly app: App;
  readonly server: PanelServer;
  stop(): Promise<void>;
}

export interface PanelWorldOptions {
  /** Where the built panel stands. */
  readonly panel: string;
  readonly user: UserAccount;
  /** What STS knows. */
  readonly accounts: readonly RoleAccount[];
  /** What Rolekeeper knows. */
  readonly roles: readonly RoleDraft[];
  readonly port?: number;
}

export async function startPanelWorld({ panel, user, accounts, roles, port }: PanelWorldOptions): Promise<PanelWorld> {
  const sts = await startEmbeddedSts({ users: [user], roles: accounts });
  const home = await makeDemoHome(user);
  const created = await createApp({ env: home.environment(process.env, sts.url), refresh: 'switched-on' });
  if (!created.ok) throw new Error(`the demo's home is not usable: ${created.failure.kind}`);
  const app = created.value;
  for (const role of roles) {
    const added = await app.api.role.add({ role });
    if (!added.ok) throw new Error(`a role of the demo is not valid: ${added.failure.kind}`);
  }
  const server = await startPanelServer(app, panel, port);
  return {
    sts,
    home,
    app,
    server,
    stop: async () => {
      await server.close();
      await app.stop();
      await sts.close();
      await home.remove();
    },
  };
}

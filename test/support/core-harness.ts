import type { RoleDraft } from '../../src/core/roles/role-draft.ts';
import type { App } from '../../src/core/contract/app.ts';
import type { SessionEvent } from '../../src/core/sessions/session-events.ts';
import { createCore } from '../../src/core/app/create-core.ts';
import type { Credentials, SessionCredentials } from '../../src/core/credentials.ts';
import type { SessionRecord } from '../../src/core/ports/records.ts';
import type { SecretStore } from '../../src/core/secret-store.ts';
import type { SsoSettings } from '../../src/core/sso-settings.ts';
import { failed, ok, type Result } from '../../src/core/result.ts';
import type { Role } from '../../src/core/roles/role.ts';
import { readSection } from '../../src/core/credentials-file/section.ts';
import { MemoryAwsConfigFile } from './memory-config-file.ts';
import { MemoryCredentialsDisk } from './memory-credentials-store.ts';
import { MemoryLog } from './memory-log.ts';
import { MemoryDisk } from './memory-ports.ts';
import { MemoryPortal } from './memory-portal.ts';
import { MemorySignIn } from './memory-sign-in.ts';
import { MemorySts } from './memory-sts.ts';
import { createMemorySecretStore } from '../../src/node/memory-secret-store.ts';
import { ScriptedConsent } from './scripted-consent.ts';
import { createSeededRandom } from './seeded-random.ts';
import { sha256 } from './sha256.ts';
import { KillablePorts } from './killable-ports.ts';
import { VirtualClock } from './virtual-clock.ts';
import { ownerWith } from './owner.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

const ALICE = `# long-term keys
[default]
aws_access_key_id = AKIAALICE00000000001
aws_secret_access_key = alice/secret
`;

/**
 * Rolekeeper's core on a simulated computer: the test controls its disk, STS and clock. All
 * processes share the disk.
 */
export class CoreMachine {
  readonly clock: VirtualClock;
  readonly disk: MemoryDisk;
  readonly sts: MemorySts;
  readonly files: MemoryCredentialsDisk;
  readonly config = new MemoryAwsConfigFile();
  readonly log = new MemoryLog();
  readonly signIn = new MemorySignIn();
  readonly portal = new MemoryPortal();
  readonly consent = new ScriptedConsent();
  /** The paths that the core has examined, such as that of a CA bundle. */
  readonly examined: string[] = [];
  readonly #seed: number;
  readonly #sessionName: string;
  #processes = 0;
  /** The result of the source profile's `mfa_process`. */
  mfaProcess: () => Result<string | null> = () => ok(null);
  sourceTrouble: () => Result<Credentials> | null = () => null;
  /** Wraps each call that requests the session of a permission set. A test can delay the call. */
  permissionSetCalls: <T>(issue: () => Promise<T>) => Promise<T> = (issue) => issue();
  /**
   * Answers a request for the session of a permission set. By default, returns a session of one
   * hour.
   */
  permissionSet: (settings: SsoSettings) => Result<SessionCredentials> = () =>
    ok(this.sts.issuePermissionSet(3600));

  constructor({
    credentials = ALICE,
    seed = 1,
    sessionName = 'alice@laptop',
  }: {
    readonly credentials?: string | null;
    readonly seed?: number;
    readonly sessionName?: string;
  } = {}) {
    this.#sessionName = sessionName;
    this.clock = new VirtualClock();
    this.disk = new MemoryDisk(this.clock);
    this.sts = new MemorySts(this.clock);
    this.files = new MemoryCredentialsDisk(this.clock);
    if (credentials !== null) this.files.setText(path, credentials);
    this.#seed = seed;
  }

  async start(
    refresh: 'nothing' | 'switched-on' | 'on-request' = 'switched-on',
    {
      env = {},
      secrets = createMemorySecretStore(),
    }: { readonly env?: Readonly<Record<string, string>>; readonly secrets?: SecretStore } = {},
  ): Promise<CoreProcess> {
    this.#processes += 1;
    const ports = this.disk.process();
    const killable = new KillablePorts();
    const storeAt = (at: string) =>
      killable.store(this.files.store(at, ports.pid, ownerWith('machine', ports.records, at)));
    const store = storeAt(path);
    const result = await createCore(
      {
        clock: killable.clock(this.clock),
        random: createSeededRandom(this.#seed + this.#processes * 1000),
        hash: sha256,
        sts: killable.sts(this.sts),
        source: {
          resolve: (profile) => Promise.resolve(this.#source(profile)),
          permissionSet: (settings) =>
            this.permissionSetCalls(() => Promise.resolve(this.permissionSet(settings))),
          mfaCode: () => Promise.resolve(this.mfaProcess()),
        },
        signIn: this.signIn,
        portal: this.portal,
        listings: ports.listings,
        config: this.config,
        store,
        storeAt,
        records: ports.records,
        shared: ports.sharedFacts,
        activity: ports.activity,
        locks: ports.roleLocks,
        keeping: ports.keeping,
        settings: ports.settings,
        secrets,
        backups: {
          list: () => Promise.resolve(ok([])),
          read: () => Promise.resolve(failed({ kind: 'backup-missing', what: '' })),
          purge: () => Promise.resolve(ok(0)),
        },
        consent: this.consent,
        log: this.log,
        about: {
          version: '0.0.0',
          system: 'none',
          runtime: 'none',
          settingsFolder: '/home/user/.config/rolekeeper',
          credentialsFile: '/home/user/.aws/credentials',
          logFile: '/home/user/.config/rolekeeper/logs/rolekeeper.log',
          userFolder: '/home/user',
        },
        inspect: () => Promise.resolve([]),
        paths: {
          rule: (path) => (path.startsWith('/') ? null : { kind: 'path', broken: 'relative' }),
          examine: (name, path) => {
            this.examined.push(path);
            const isFit = name !== 'caBundle' || path.endsWith('.pem');
            return Promise.resolve(isFit ? null : { kind: 'ca-bundle' });
          },
        },
        problems: () => [],
        namesOurFiles: () => true,
      },
      { refresh, env, sessionName: this.#sessionName },
    );
    if (!result.ok) throw new Error(`the core did not start: ${JSON.stringify(result.failure)}`);
    return new CoreProcess(this, ports.pid, result.value, () => {
      killable.kill();
      this.files.forget(ports.pid);
      ports.kill();
    });
  }

  text(): string | null {
    return this.files.text(path);
  }

  /** Writes the credentials file without the lock, as other tools do. Notifies the watchers. */
  write(text: string | null): void {
    this.files.setText(path, text);
  }

  section(profile: string) {
    return readSection(this.text() ?? '', profile, ownerWith('machine'));
  }

  records(): readonly SessionRecord[] {
    return this.disk.process().records.all();
  }

  #source(profile: string): Result<Credentials> {
    const trouble = this.sourceTrouble();
    if (trouble !== null) return trouble;
    const { credentials } = this.section(profile);
    return credentials === null
      ? failed({ kind: 'source-missing', profile, path: [profile] })
      : ok(credentials);
  }
}

const path = '/memory/aws/credentials';

export class CoreProcess {
  readonly app: App;
  readonly events: SessionEvent[] = [];
  readonly kill: () => void;
  readonly pid: number;
  readonly #machine: CoreMachine;

  constructor(machine: CoreMachine, pid: number, app: App, kill: () => void) {
    this.#machine = machine;
    this.pid = pid;
    this.app = app;
    this.kill = () => {
      kill();
      void app.stop();
    };
    app.onEvent((event) => this.events.push(event));
  }

  /** Moves the time until the request ends. Throws if it takes longer than `withinMs`. */
  async done<T>(request: Promise<T>, withinMs = 5 * MINUTE): Promise<T> {
    let settled = false;
    void request.finally(() => (settled = true));
    if (!(await this.#machine.clock.advanceUntil(() => settled, withinMs)))
      throw new Error('the request did not end in time');
    return request;
  }

  async value<T>(request: Promise<Result<T>>, withinMs?: number): Promise<T> {
    const result = await this.done(request, withinMs);
    if (!result.ok) throw new Error(`the request failed: ${JSON.stringify(result.failure)}`);
    return result.value;
  }

  async add(draft: Partial<RoleDraft> & { readonly name: string }): Promise<Role> {
    const roleArn = `arn:aws:iam::123456789012:role/${draft.name}`;
    const given = draft.kind === undefined ? { roleArn, ...draft } : draft;
    const { role } = await this.value(this.app.api.role.add({ role: given }));
    return role;
  }

  async keep(role: Role): Promise<void> {
    await this.value(this.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }));
  }

  view(role: Role) {
    const view = this.app.state().roles.find((each) => each.role.id === role.id);
    if (view === undefined) throw new Error(`no role ${role.name}`);
    return view;
  }
}

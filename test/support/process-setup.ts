import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach } from 'vitest';
import { readSection, type SectionReading } from '../../src/core/credentials-file/section.ts';
import type { StsCall } from '../../demo/sts/call-log.ts';
import type { Assignment } from '../../demo/identity-center/assignments.ts';
import {
  SSO_SESSION_CONFIG,
  startDemoIdentityCenter,
  storeSignIn,
} from '../../demo/identity-center/demo-identity-center.ts';
import type { EmbeddedIdentityCenter } from '../../demo/identity-center/embedded-identity-center.ts';
import type { EmbeddedSts, EmbeddedStsOptions } from '../../demo/sts/embedded-sts.ts';
import { endpointVariables } from '../../demo/things-to-try.ts';
import { cliHome, defaultSection, plainRole, startStsWithAlice, type Cli } from './cli-harness.ts';
import { startKeep, type KeepRun } from './keep-run.ts';
import type { Running } from './process.ts';
import { cliOwner } from './owner.ts';

/** A home with the role `client`, an STS, and the processes that use both. */
export class ProcessSetup {
  readonly sts: EmbeddedSts;
  readonly cli: Cli;
  #otherHome: Cli | null = null;

  constructor(sts: EmbeddedSts, cli: Cli) {
    this.sts = sts;
    this.cli = cli;
  }

  /**
   * Returns a second command line with the same STS and role but its own home, for measuring an
   * undisturbed command.
   */
  async otherHome(): Promise<Cli> {
    if (this.#otherHome === null) {
      this.#otherHome = cliHome(this.sts);
      await this.#otherHome.ok(['role', 'add', 'client', '--role-arn', plainRole.roleArn]);
    }
    return this.#otherHome;
  }

  keep(names: readonly string[] = [], env: Readonly<Record<string, string>> = {}): KeepRun {
    return startKeep(this.cli, names, env);
  }

  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
    return this.cli.start(args, env);
  }

  section(profile = 'client', file = this.cli.credentialsFile): SectionReading {
    return readSection(readFileSync(file, 'utf8'), profile, cliOwner(this.cli));
  }

  /** Returns only the calls of AssumeRole. */
  assumeCalls(): readonly StsCall[] {
    return this.sts.calls().filter(({ action }) => action === 'AssumeRole');
  }

  /**
   * Returns the access key ID of the last session that STS issued for a role; null if there is
   * none.
   */
  newestKey(roleArn = plainRole.roleArn): string | null {
    const calls = this.assumeCalls().filter(
      (call) => call.roleArn === roleArn && call.outcome.kind === 'ok',
    );
    return calls.at(-1)?.issuedAccessKeyId ?? null;
  }

  /**
   * Waits until `condition` returns true. Fails after `forMs` with an error that contains `what`.
   */
  async until(what: string, condition: () => boolean, forMs = 60_000): Promise<void> {
    const end = performance.now() + forMs;
    while (!condition()) {
      if (performance.now() > end) throw new Error(`not true in time: ${what}`);
      await new Promise((done) => setTimeout(done, 10));
    }
  }

  /** Waits until STS has received an AssumeRole call that it has not answered. */
  untilCallIsPending(): Promise<void> {
    return this.until('STS has an unanswered call', () =>
      this.assumeCalls().some(({ outcome: { kind } }) => kind === 'pending' || kind === 'silent'),
    );
  }

  async end(): Promise<void> {
    await this.cli.end();
    this.#otherHome?.dispose();
    await this.sts.close();
  }
}

export interface SetupOptions {
  readonly credentials?: string;
  /** The permission sets of an Identity Center. The home is signed in to it as `demo`. */
  readonly permissionSets?: readonly Assignment[];
  readonly sts?: Partial<EmbeddedStsOptions>;
}

/**
 * Creates a new setup before each test of the file or suite that calls this function. In a test,
 * the returned function returns the setup.
 */
export function setUpEachTest({
  credentials = defaultSection,
  permissionSets,
  sts = {},
}: SetupOptions = {}): () => ProcessSetup {
  let setup: ProcessSetup | null = null;
  let center: EmbeddedIdentityCenter | null = null;
  beforeEach(async () => {
    const server = await startStsWithAlice(sts);
    center =
      permissionSets === undefined ? null : await startDemoIdentityCenter(server, permissionSets);
    const env = endpointVariables({ sts: server.url, identityCenter: center?.url ?? null });
    setup = new ProcessSetup(server, cliHome(server, credentials, env));
    if (center !== null) await signIn(center, setup.cli);
    await setup.cli.ok(['role', 'add', 'client', '--role-arn', plainRole.roleArn]);
  });
  afterEach(async () => {
    await setup?.end();
    await center?.close();
  });
  return () => {
    if (setup === null) throw new Error('the setup exists only while a test runs');
    return setup;
  };
}

async function signIn(center: EmbeddedIdentityCenter, { configFile, folder }: Cli): Promise<void> {
  writeFileSync(configFile, SSO_SESSION_CONFIG);
  await storeSignIn(center, folder, Date.now());
}

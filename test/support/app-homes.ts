import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { App } from '../../src/core/contract/app.ts';
import type { Result } from '../../src/core/result.ts';
import type { Role } from '../../src/core/roles/role.ts';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { createApp } from '../../src/node/app.ts';
import type { AppOptions } from '../../src/node/app-options.ts';
import { defaultSection, plainRole, startStsWithAlice } from './cli-harness.ts';
import { valueOrThrow } from './credentials-folder.ts';

/** A user who answers yes to every question. */
const consent = { ask: () => Promise.resolve(true) };

/**
 * Several Rolekeeper homes that share one credentials file. Their apps run in this process, with
 * real files and an embedded STS.
 */
export class AppHomes {
  readonly folder = mkdtempSync(join(tmpdir(), 'rk-homes-'));
  readonly file = join(this.folder, '.aws', 'credentials');
  readonly #sts: EmbeddedSts;
  #suffix = '';

  private constructor(sts: EmbeddedSts) {
    this.#sts = sts;
    mkdirSync(dirname(this.file));
    this.write(defaultSection);
  }

  static async start(): Promise<AppHomes> {
    return new AppHomes(await startStsWithAlice());
  }

  text(): string {
    return readFileSync(this.file, 'utf8');
  }

  write(text: string): void {
    writeFileSync(this.file, text, { mode: 0o600 });
  }

  home(name: string): string {
    return join(this.folder, `${name}${this.#suffix}`);
  }

  /**
   * From now on, each name means a new, empty home. `suffix` is added to the names of the new
   * folders.
   */
  useNewHomes(suffix: string): void {
    this.#suffix = suffix;
  }

  env(name: string): Readonly<Record<string, string>> {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: this.folder,
      ROLEKEEPER_HOME: this.home(name),
      AWS_ENDPOINT_URL_STS: this.#sts.url,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }

  /**
   * Runs `work` with an app of this home, and then stops the app. The app reads the credentials
   * file once before `work` begins.
   */
  async with<T>(
    name: string,
    work: (app: App) => Promise<T>,
    refresh: AppOptions['refresh'] = 'nothing',
  ): Promise<T> {
    const app = valueOrThrow(await createApp({ env: this.env(name), refresh, consent }));
    try {
      return await work(app);
    } finally {
      await app.stop();
    }
  }

  /** Starts the app of this home as the tray and `keep` do, and stops it. */
  startAndStop(name: string): Promise<void> {
    return this.with(name, () => Promise.resolve(), 'switched-on');
  }

  add(name: string, targetProfile: string, roleName = targetProfile): Promise<Role> {
    const { roleArn } = plainRole;
    const role = { name: roleName, roleArn, targetProfile };
    return this.with(name, async (app) => valueOrThrow(await app.api.role.add({ role })).role);
  }

  assume(name: string, roleId: string, takeOver = false): Promise<Result<unknown>> {
    return this.with(name, (app) => app.api.session.assume({ roleId, keep: false, takeOver }));
  }

  async dispose(): Promise<void> {
    await this.#sts.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

import type { AppState } from '../../src/core/contract/app-state.ts';
import type { StsError } from '../../src/core/ports/sts.ts';
import type { Role } from '../../src/core/roles/role.ts';
import type { RoleDraft } from '../../src/core/roles/role-draft.ts';
import { noticesOf } from '../../src/views/notices/notices.ts';
import { en } from '../../src/views/words/en.ts';
import { createMemorySecretStore } from '../../src/node/memory-secret-store.ts';
import { BadSignIns } from './bad-sign-ins.ts';
import { CoreMachine, HOUR, MINUTE, type CoreProcess } from './core-harness.ts';
import type { StsCall } from './memory-sts.ts';
import { createSeededRandom } from './seeded-random.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';

/**
 * The events of a simulated day, each the name of a method of `BadDays`. Frequent events are
 * several times in the list.
 */
export const BAD_EVENTS = [
  'doNothing',
  'doNothing',
  'doNothing',
  'loseNetwork',
  'endFailures',
  'endFailures',
  'endFailures',
  'throttleSts',
  'interceptNetwork',
  'sleep',
  'setWallClock',
  'saveFileText',
  'saveFileText',
  'writeOldText',
  'killProcess',
  'clickRole',
  'endSignIn',
  'signIn',
  'signIn',
  'throttlePortal',
  'enterCode',
  'enterCode',
] as const;

export type BadEvent =
  (typeof BAD_EVENTS)[number] | 'failNameLookups' | 'failSts' | 'silenceNetwork' | 'expireKeys';

/**
 * Simulates days on which the user, the network, the clock and other programs disturb Rolekeeper.
 */
export class BadDays {
  readonly machine: CoreMachine;
  readonly roles: Role[] = [];
  /** The Identity Center to which the permission sets belong. */
  readonly signIns: BadSignIns;
  /** Keeps MFA sessions after a process ends, as a keychain does. */
  readonly #secrets = createMemorySecretStore();
  readonly #random;
  #processes: CoreProcess[] = [];
  #oldTexts: string[] = [];
  #quietSince = 0;
  #isClockSet = false;
  #isFailing = false;
  #codes = 0;
  disturbances = 0;
  /** Notices that were shown again although their problem had not ended. */
  readonly shownTwice: string[] = [];
  /** Requests for a new MFA code although the last code was accepted less than 11 hours before. */
  readonly askedTooEarly: string[] = [];
  /** The times at which the user was asked for a code, in ms by the clock of STS. */
  readonly askedAt: number[] = [];

  constructor(seed: number) {
    this.machine = new CoreMachine({ seed });
    this.signIns = new BadSignIns(this.machine);
    this.#random = createSeededRandom(seed);
  }

  /** Adds six assumed roles, and the roles that `#addPermissionSetsAndMfaSession` adds. */
  async begin(): Promise<void> {
    this.#processes = [await this.#startProcess(), await this.#startProcess()];
    const [app] = this.#processes;
    if (app === undefined) throw new Error('no process');
    const hub = await app.add({ name: 'hub' });
    this.roles.push(hub);
    for (const name of ['a', 'b', 'c'])
      this.roles.push(await app.add({ name, sourceProfile: 'hub' }));
    for (const name of ['d', 'e']) this.roles.push(await app.add({ name, durationSeconds: 900 }));
    for (const role of this.roles) await app.keep(role);
    await this.#addPermissionSetsAndMfaSession(app, 2);
    this.#quietSince = this.machine.sts.now();
  }

  /**
   * Adds permission sets, for each of them a role that is assumed from it, and one MFA session.
   * Then enters the MFA code.
   */
  async #addPermissionSetsAndMfaSession(app: CoreProcess, permissionSets: number): Promise<void> {
    const drafts: (Partial<RoleDraft> & { readonly name: string })[] = [];
    for (let n = 0; n < permissionSets; n += 1) {
      const set = this.signIns.roleDraft(`set-${String(n)}`);
      drafts.push(set, { name: `from-${set.name}`, sourceProfile: set.name });
    }
    drafts.push({ kind: 'mfa-session', name: 'own-mfa', mfaSerial: SERIAL });
    for (const draft of drafts) {
      const role = await app.add(draft);
      this.roles.push(role);
      void app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false });
    }
    await this.machine.clock.advance(MINUTE);
    await this.enterCode();
  }

  /**
   * Adds ten roles without a chain, and eight groups of five with chains of three roles (two groups
   * need an MFA code). Then adds the roles that `#addPermissionSetsAndMfaSession` adds.
   */
  async beginWithFifty(): Promise<void> {
    this.#processes = [await this.#startProcess(), await this.#startProcess()];
    const [app] = this.#processes;
    if (app === undefined) throw new Error('no process');
    const add = async (name: string, more: Partial<RoleDraft> = {}): Promise<void> => {
      this.roles.push(await app.add({ name, ...more }));
    };
    for (let hub = 0; hub < 8; hub += 1) {
      const mfa = hub >= 6 ? { mfaSerial: SERIAL } : {};
      await add(`hub-${String(hub)}`, mfa);
      for (const leaf of ['a', 'b', 'c'])
        await add(`${leaf}-${String(hub)}`, { sourceProfile: `hub-${String(hub)}` });
      await add(`deep-${String(hub)}`, { sourceProfile: `a-${String(hub)}` });
    }
    for (let n = 0; n < 10; n += 1)
      await add(`alone-${String(n)}`, { durationSeconds: n < 5 ? 900 : 3600 });
    for (const role of this.roles) {
      void app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false });
    }
    await this.machine.clock.advance(MINUTE);
    await this.enterCode();
    await this.#addPermissionSetsAndMfaSession(app, 5);
    this.#quietSince = this.machine.sts.now();
  }

  /** Starts a process and watches its notices. */
  async #startProcess(): Promise<CoreProcess> {
    const started = await this.machine.start('switched-on', { secrets: this.#secrets });
    const onScreen = new Set<string>();
    let before: AppState | null = null;
    started.app.subscribe((state) => {
      const { shown, ended } = noticesOf(before, state, { words: en, formatTime: () => '12:00' });
      before = state;
      for (const id of ended) onScreen.delete(id);
      for (const { id, kind } of shown) {
        // The notice `recovered` is not about a problem. A notice `blocked` appears again when one
        // more role is blocked, but not if it is about a sign-in.
        const isNew = kind === 'recovered' || (kind === 'blocked' && !id.includes('sign-in'));
        if (onScreen.has(id) && !isNew) this.shownTwice.push(id);
        onScreen.add(id);
        if (kind === 'mfa-needed') this.askedAt.push(this.machine.sts.now());
      }
    });
    return started;
  }

  async step(events: readonly BadEvent[] = BAD_EVENTS): Promise<string> {
    const event = this.#pick(events) ?? 'doNothing';
    await this[event]();
    await this.machine.clock.advance(this.#upTo(12 * MINUTE));
    return event;
  }

  /**
   * Describes the roles that are on and have expired credentials in the file, although nothing has
   * prevented a refresh for six minutes.
   */
  expiredRoles(): readonly string[] {
    const { sts } = this.machine;
    if (this.#isFailing || sts.now() - this.#quietSince < 6 * MINUTE) return [];
    const [app] = this.#processes;
    if (app === undefined) return [];
    const waiting = new Set(app.app.state().mfaRequests.flatMap(({ roleIds }) => roleIds));
    const behindMfa = (role: Role): boolean =>
      role.mfaSerial !== undefined || /-[67]$/.test(role.name);
    const isSignedOut = !this.signIns.isSignedIn || this.signIns.trouble !== null;
    const behindSignIn = ({ kind, sourceProfile }: Role): boolean =>
      kind === 'identity-center' || sourceProfile.startsWith('set-');
    return this.roles
      .filter((role) => !(isSignedOut && behindSignIn(role)))
      .filter((role) => app.view(role).kept && !(behindMfa(role) && waiting.size > 0))
      .filter(
        (role) =>
          (sts.expirationOf(this.machine.section(role.targetProfile).accessKeyId ?? '') ?? 0) <=
          sts.now(),
      )
      .map((role) => `${role.name} ${JSON.stringify(app.view(role).session)}`);
  }

  async doNothing(): Promise<void> {
    await Promise.resolve();
  }

  async loseNetwork(): Promise<void> {
    await this.#failCalls({
      code: 'ENETUNREACH',
      trouble: 'connection',
      status: null,
      notSent: true,
    });
  }

  async failNameLookups(): Promise<void> {
    await this.#failCalls({
      code: 'ENOTFOUND',
      trouble: 'connection',
      status: null,
      notSent: true,
    });
  }

  async failSts(): Promise<void> {
    await this.#failCalls({ code: 'InternalFailure', status: 500 });
  }

  async silenceNetwork(): Promise<void> {
    await this.#failCalls('silent');
  }

  async expireKeys(): Promise<void> {
    await this.#failCalls({ code: 'ExpiredToken', status: 403 }, ({ signedBy }) =>
      signedBy.startsWith('AKIA'),
    );
  }

  async throttleSts(): Promise<void> {
    await this.#failCalls({ code: 'Throttling', status: 400 });
  }

  async interceptNetwork(): Promise<void> {
    await this.#failCalls({ code: 'NotSts', trouble: 'intercepted', status: 200 });
  }

  async endFailures(): Promise<void> {
    this.#disturb();
    this.#isFailing = false;
    this.signIns.trouble = null;
    this.machine.sts.trouble = () => null;
    await Promise.resolve();
  }

  /** Enters a code for each MFA request that a process shows. */
  async enterCode(): Promise<void> {
    this.#disturb();
    for (const { app } of this.#processes) {
      for (const { id, usableUntil } of app.state().mfaRequests) {
        const sinceMs = this.machine.sts.now() - this.machine.sts.mfaSessionAt;
        if (usableUntil === null && sinceMs < 11 * HOUR)
          this.askedTooEarly.push(`${id} after ${String(sinceMs)} ms`);
        this.#codes += 1;
        const code = String(this.#codes).padStart(6, '0');
        this.machine.sts.mfaCodes.add(code);
        void app.api.mfa.submit({ mfaRequestId: id, code });
        await this.machine.clock.advance(10_000);
      }
    }
  }

  async endSignIn(): Promise<void> {
    this.signIns.end();
    await Promise.resolve();
  }

  async signIn(): Promise<void> {
    const [app] = this.#processes;
    if (app === undefined || this.signIns.isSignedIn) return;
    this.#disturb();
    await this.signIns.signIn(app);
  }

  async throttlePortal(): Promise<void> {
    this.#disturb();
    this.signIns.trouble = { kind: 'throttled', requestId: null };
    await Promise.resolve();
  }

  async sleep(): Promise<void> {
    const ms = this.#upTo(3 * HOUR);
    this.machine.sts.skipAhead(ms);
    this.machine.clock.stepWall(ms);
    this.#disturb();
    if (this.#random.fraction() < 0.5) for (const { app } of this.#processes) app.wake('resume');
    await Promise.resolve();
  }

  async setWallClock(): Promise<void> {
    this.#isClockSet = true;
    this.#disturb();
    this.machine.clock.stepWall(this.#upTo(4 * HOUR) - 2 * HOUR);
    await Promise.resolve();
  }

  async writeOldText(): Promise<void> {
    this.#disturb();
    const text = this.#pick(this.#oldTexts);
    if (text !== undefined) this.machine.write(text);
    this.#oldTexts = this.#oldTexts.slice(-5);
    await Promise.resolve();
  }

  async saveFileText(): Promise<void> {
    const text = this.machine.text();
    if (text !== null) this.#oldTexts.push(text);
    await Promise.resolve();
  }

  async killProcess(): Promise<void> {
    // A new process learns only from STS that the wall clock was set, so STS must answer.
    if (this.#isClockSet && this.#isFailing) return;
    this.#isClockSet = false;
    this.#disturb();
    this.#processes.shift()?.kill();
    this.machine.sts.forgetRunningCalls();
    this.#processes.push(await this.#startProcess());
  }

  async clickRole(): Promise<void> {
    this.#disturb();
    const role = this.#pick(this.roles);
    const command = await this.machine.start('nothing');
    if (role === undefined) return;
    const { api } = command.app;
    const off = this.#random.fraction() < 0.5;
    if (off) await command.done(api.session.release({ roleId: role.id }));
    else await command.done(api.session.assume({ roleId: role.id, keep: true, takeOver: false }));
    command.kill();
  }

  /** Makes every STS call fail with this error, or only the calls that `isAffected` accepts. */
  async #failCalls(
    trouble: Partial<StsError> | 'silent',
    isAffected: (call: StsCall) => boolean = () => true,
  ): Promise<void> {
    this.#disturb();
    this.#isFailing = true;
    // A network failure also cuts off the portal of Identity Center.
    if (trouble === 'silent' || trouble.trouble !== undefined)
      this.signIns.trouble = { kind: 'network', code: 'ENETUNREACH', host: 'portal.test' };
    this.machine.sts.trouble = (call) => (isAffected(call) ? trouble : null);
    await Promise.resolve();
  }

  #disturb(): void {
    this.disturbances += 1;
    this.#quietSince = this.machine.sts.now();
  }

  #upTo(ms: number): number {
    return Math.round(this.#random.fraction() * ms);
  }

  #pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.#random.fraction() * from.length)];
  }
}

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

/** Events of a bad day. Those that improve it are more frequent. */
export const BAD_EVENTS = [
  'nothing',
  'nothing',
  'nothing',
  'networkGoes',
  'networkComes',
  'networkComes',
  'networkComes',
  'throttled',
  'portal',
  'sleeps',
  'clockIsSet',
  'textIsRemembered',
  'textIsRemembered',
  'oldViewIsWritten',
  'processDies',
  'isClicked',
  'signInEnds',
  'personSignsIn',
  'personSignsIn',
  'portalThrottles',
  'personAnswers',
  'personAnswers',
] as const;

export type BadEvent =
  (typeof BAD_EVENTS)[number] | 'namesFail' | 'serverFails' | 'nobodyAnswers' | 'keysExpire';

/** A machine whose user, network, clock and other tools cause trouble. */
export class BadDays {
  readonly machine: CoreMachine;
  readonly roles: Role[] = [];
  /** The Identity Center of the permission sets. */
  readonly signIns: BadSignIns;
  /** Like a keychain: MFA sessions outlive a process. */
  readonly #secrets = createMemorySecretStore();
  readonly #random;
  #processes: CoreProcess[] = [];
  #texts: string[] = [];
  #quietSince = 0;
  #clockSet = false;
  #inTheWay = false;
  #codes = 0;
  disturbances = 0;
  /** Notices that were shown again although their problem had not ended. */
  readonly reportedTwice: string[] = [];
  /** Codes that roles waited for, although the last one was accepted less than 11 hours before. */
  readonly askedAgain: string[] = [];
  /** When the user was asked for a code, by STS's clock. */
  readonly askedAt: number[] = [];

  constructor(seed: number) {
    this.machine = new CoreMachine({ seed });
    this.signIns = new BadSignIns(this.machine);
    this.#random = createSeededRandom(seed);
  }

  /** Adds six assumed roles and the roles of `#addOtherKinds`. */
  async begin(): Promise<void> {
    this.#processes = [await this.#started(), await this.#started()];
    const [app] = this.#processes;
    if (app === undefined) throw new Error('no process');
    const hub = await app.add({ name: 'hub' });
    this.roles.push(hub);
    for (const name of ['a', 'b', 'c'])
      this.roles.push(await app.add({ name, sourceProfile: 'hub' }));
    for (const name of ['d', 'e']) this.roles.push(await app.add({ name, durationSeconds: 900 }));
    for (const role of this.roles) await app.keep(role);
    await this.#addOtherKinds(app, 2);
    this.#quietSince = this.machine.sts.now();
  }

  /**
   * Adds permission sets, each with a role that is assumed from it, and the MFA session of a user
   * who enters the code.
   */
  async #addOtherKinds(app: CoreProcess, permissionSets: number): Promise<void> {
    const drafts: (Partial<RoleDraft> & { readonly name: string })[] = [];
    for (let n = 0; n < permissionSets; n += 1) {
      const set = this.signIns.role(`set-${String(n)}`);
      drafts.push(set, { name: `from-${set.name}`, sourceProfile: set.name });
    }
    drafts.push({ kind: 'mfa-session', name: 'own-mfa', mfaSerial: SERIAL });
    for (const draft of drafts) {
      const role = await app.add(draft);
      this.roles.push(role);
      void app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false });
    }
    await this.machine.clock.advance(MINUTE);
    await this.personAnswers();
  }

  /**
   * Adds fifty assumed roles in chains of three behind hubs, some behind one MFA device whose codes
   * the user enters. Also adds the roles of `#addOtherKinds`.
   */
  async beginWithFifty(): Promise<void> {
    this.#processes = [await this.#started(), await this.#started()];
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
    await this.personAnswers();
    await this.#addOtherKinds(app, 5);
    this.#quietSince = this.machine.sts.now();
  }

  /** Starts a process and watches its notices. */
  async #started(): Promise<CoreProcess> {
    const started = await this.machine.start('switched-on', { secrets: this.#secrets });
    const onScreen = new Set<string>();
    let before: AppState | null = null;
    started.app.subscribe((state) => {
      const { shown, ended } = noticesOf(before, state, { words: en, formatTime: () => '12:00' });
      before = state;
      for (const id of ended) onScreen.delete(id);
      for (const { id, kind } of shown) {
        // A notice that a role works again has no problem. Another blocked role is a new notice,
        // unless it waits for the same sign-in.
        const isNew = kind === 'recovered' || (kind === 'blocked' && !id.includes('sign-in'));
        if (onScreen.has(id) && !isNew) this.reportedTwice.push(id);
        onScreen.add(id);
        if (kind === 'mfa-needed') this.askedAt.push(this.machine.sts.now());
      }
    });
    return started;
  }

  async step(events: readonly BadEvent[] = BAD_EVENTS): Promise<string> {
    const event = this.#pick(events) ?? 'nothing';
    await this[event]();
    await this.machine.clock.advance(this.#upTo(12 * MINUTE));
    return event;
  }

  /**
   * Kept roles whose credentials in the file have expired although nothing was wrong for six
   * minutes.
   */
  stale(): readonly string[] {
    const { sts } = this.machine;
    if (this.#trouble() || sts.now() - this.#quietSince < 6 * MINUTE) return [];
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

  async nothing(): Promise<void> {
    await Promise.resolve();
  }

  async networkGoes(): Promise<void> {
    await this.#obstructed({
      code: 'ENETUNREACH',
      trouble: 'connection',
      status: null,
      notSent: true,
    });
  }

  async namesFail(): Promise<void> {
    await this.#obstructed({
      code: 'ENOTFOUND',
      trouble: 'connection',
      status: null,
      notSent: true,
    });
  }

  async serverFails(): Promise<void> {
    await this.#obstructed({ code: 'InternalFailure', status: 500 });
  }

  async nobodyAnswers(): Promise<void> {
    await this.#obstructed('silent');
  }

  async keysExpire(): Promise<void> {
    await this.#obstructed({ code: 'ExpiredToken', status: 403 }, ({ signedBy }) =>
      signedBy.startsWith('AKIA'),
    );
  }

  async throttled(): Promise<void> {
    await this.#obstructed({ code: 'Throttling', status: 400 });
  }

  async portal(): Promise<void> {
    await this.#obstructed({ code: 'NotSts', trouble: 'intercepted', status: 200 });
  }

  async networkComes(): Promise<void> {
    this.#disturb();
    this.#inTheWay = false;
    this.signIns.trouble = null;
    this.machine.sts.trouble = () => null;
    await Promise.resolve();
  }

  /** The user enters the code in the first process that asks. */
  async personAnswers(): Promise<void> {
    this.#disturb();
    for (const { app } of this.#processes) {
      for (const { id, servesUntil } of app.state().mfaRequests) {
        const sinceMs = this.machine.sts.now() - this.machine.sts.mfaSessionAt;
        if (servesUntil === null && sinceMs < 11 * HOUR)
          this.askedAgain.push(`${id} after ${String(sinceMs)} ms`);
        this.#codes += 1;
        const code = String(this.#codes).padStart(6, '0');
        this.machine.sts.mfaCodes.add(code);
        void app.api.mfa.submit({ mfaRequestId: id, code });
        await this.machine.clock.advance(10_000);
      }
    }
  }

  async signInEnds(): Promise<void> {
    this.signIns.end();
    await Promise.resolve();
  }

  async personSignsIn(): Promise<void> {
    const [app] = this.#processes;
    if (app === undefined || this.signIns.isSignedIn) return;
    this.#disturb();
    await this.signIns.signIn(app);
  }

  async portalThrottles(): Promise<void> {
    this.#disturb();
    this.signIns.trouble = { kind: 'throttled', requestId: null };
    await Promise.resolve();
  }

  async sleeps(): Promise<void> {
    const ms = this.#upTo(3 * HOUR);
    this.machine.sts.skipAhead(ms);
    this.machine.clock.stepWall(ms);
    this.#disturb();
    if (this.#random.fraction() < 0.5) for (const { app } of this.#processes) app.wake('resume');
    await Promise.resolve();
  }

  async clockIsSet(): Promise<void> {
    this.#clockSet = true;
    this.#disturb();
    this.machine.clock.stepWall(this.#upTo(4 * HOUR) - 2 * HOUR);
    await Promise.resolve();
  }

  async oldViewIsWritten(): Promise<void> {
    this.#disturb();
    const text = this.#pick(this.#texts);
    if (text !== undefined) this.machine.write(text);
    this.#texts = this.#texts.slice(-5);
    await Promise.resolve();
  }

  async textIsRemembered(): Promise<void> {
    const text = this.machine.text();
    if (text !== null) this.#texts.push(text);
    await Promise.resolve();
  }

  async processDies(): Promise<void> {
    // A process that starts after the clock was set cannot notice it without an answer of STS.
    if (this.#clockSet && this.#trouble()) return;
    this.#clockSet = false;
    this.#disturb();
    this.#processes.shift()?.kill();
    this.machine.sts.forgetUnderWay();
    this.#processes.push(await this.#started());
  }

  async isClicked(): Promise<void> {
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

  #trouble(): boolean {
    return this.#inTheWay;
  }

  /** Makes every call fail this way, or only those that match `hits`. */
  async #obstructed(
    trouble: Partial<StsError> | 'silent',
    hits: (call: StsCall) => boolean = () => true,
  ): Promise<void> {
    this.#disturb();
    this.#inTheWay = true;
    // The portal is behind the same network, so it is silent too.
    if (trouble === 'silent' || trouble.trouble !== undefined)
      this.signIns.trouble = { kind: 'network', code: 'ENETUNREACH', host: 'portal.test' };
    this.machine.sts.trouble = (call) => (hits(call) ? trouble : null);
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

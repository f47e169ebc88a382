import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/core/roles/role.ts';
import { CoreMachine, HOUR, MINUTE, type CoreProcess } from '../../support/core-harness.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

const days = process.env['ROLEKEEPER_LONG'] === '1' ? 10 : 1;
const seeds = process.env['ROLEKEEPER_LONG'] === '1' ? 40 : 6;

/** A machine that its user, its network, its clock and other tools treat badly. */
class BadDays {
  readonly machine: CoreMachine;
  readonly roles: Role[] = [];
  readonly #random;
  #processes: CoreProcess[] = [];
  #texts: string[] = [];
  #quietSince = 0;
  #clockSet = false;
  disturbances = 0;

  constructor(seed: number) {
    this.machine = new CoreMachine({ seed });
    this.#random = createSeededRandom(seed);
  }

  async begin(): Promise<void> {
    this.#processes = [await this.machine.start(), await this.machine.start()];
    const [app] = this.#processes;
    if (app === undefined) throw new Error('no process');
    const hub = await app.add({ name: 'hub' });
    this.roles.push(hub);
    for (const name of ['a', 'b', 'c']) this.roles.push(await app.add({ name, sourceProfile: 'hub' }));
    for (const name of ['d', 'e']) this.roles.push(await app.add({ name, durationSeconds: 900 }));
    for (const role of this.roles) await app.keep(role);
    this.#quietSince = this.machine.sts.now();
  }

  async step(): Promise<string> {
    const event = this.#pick(EVENTS) ?? 'nothing';
    await this[event]();
    await this.machine.clock.advance(this.#upTo(12 * MINUTE));
    return event;
  }

  /** Kept roles whose credentials in the file have ended although nothing was in the way for six minutes. */
  stale(): readonly string[] {
    const { sts } = this.machine;
    if (this.#trouble() || sts.now() - this.#quietSince < 6 * MINUTE) return [];
    const [app] = this.#processes;
    if (app === undefined) return [];
    return this.roles
      .filter((role) => app.view(role).kept)
      .filter(
        (role) => (sts.expirationOf(this.machine.section(role.targetProfile).accessKeyId ?? '') ?? 0) <= sts.now(),
      )
      .map((role) => `${role.name} ${JSON.stringify(app.view(role).session)}`);
  }

  async nothing(): Promise<void> {
    await Promise.resolve();
  }

  async networkGoes(): Promise<void> {
    this.#disturb();
    this.machine.sts.trouble = () => ({ code: 'ENETUNREACH', trouble: 'connection', status: null, notSent: true });
    await Promise.resolve();
  }

  async throttled(): Promise<void> {
    this.#disturb();
    this.machine.sts.trouble = () => ({ code: 'Throttling', status: 400 });
    await Promise.resolve();
  }

  async portal(): Promise<void> {
    this.#disturb();
    this.machine.sts.trouble = () => ({ code: 'NotSts', trouble: 'intercepted', status: 200 });
    await Promise.resolve();
  }

  async networkComes(): Promise<void> {
    this.#disturb();
    this.machine.sts.trouble = () => null;
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
    // Who starts after the clock was set, with nobody to tell it and no STS to ask, cannot know.
    if (this.#clockSet && this.#trouble()) return;
    this.#clockSet = false;
    this.#disturb();
    this.#processes.shift()?.kill();
    this.machine.sts.forgetUnderWay();
    this.#processes.push(await this.machine.start());
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
    const { sts } = this.machine;
    const trouble = sts.trouble({
      operation: 'AssumeRole',
      roleArn: null,
      signedBy: '',
      at: 0,
      durationSeconds: null,
      tokenCode: null,
    });
    return trouble !== null;
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

const EVENTS = [
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
] as const;

describe('bad days', () => {
  it.each(Array.from({ length: seeds }, (_, seed) => seed + 1))(
    'with seed %i leave no kept role without valid credentials',
    async (seed) => {
      const sim = new BadDays(seed);
      await sim.begin();
      const until = sim.machine.clock.monotonic() + days * 24 * HOUR;
      const story: string[] = [];
      while (sim.machine.clock.monotonic() < until) {
        story.push(await sim.step());
        expect(sim.stale(), story.slice(-12).join(', ')).toEqual([]);
      }
      expect(sim.machine.text()).toContain('# long-term keys\n[default]\naws_access_key_id = AKIAALICE00000000001\n');
      for (const { roleArn } of sim.roles.slice(1)) expect(sim.machine.sts.mostFor(roleArn)).toBe(1);
      const calls = sim.machine.sts.calls.filter(({ operation }) => operation === 'AssumeRole').length;
      // Refreshes of 40 and of 10 minutes, back-off at two processes in the bad hours, and a few calls for each thing that happened.
      expect(calls / sim.roles.length).toBeLessThan(days * 24 * 60 * 2 + sim.disturbances * 3);
    },
  );
});

import { expect, it } from 'vitest';
import type { Role } from '../../../src/core/roles/role.ts';
import { CoreMachine, HOUR, MINUTE, type CoreProcess } from '../../support/core-harness.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';
/** The time until a resume, a returning network or the end of throttling has an effect. */
const GRACE = 2 * MINUTE;

/** Eight roles in three chains behind one device: each hub needs MFA, the others use the hub. */
const CHAINS = [
  ['hub-a', null],
  ['a-read', 'hub-a'],
  ['a-write', 'hub-a'],
  ['hub-b', null],
  ['b-deploy', 'hub-b'],
  ['b-audit', 'b-deploy'],
  ['hub-c', null],
  ['c-data', 'hub-c'],
] as const;

class WorkingDay {
  readonly machine = new CoreMachine();
  readonly stale: string[] = [];
  app: CoreProcess | null = null;
  roles: readonly Role[] = [];
  refused = 0;
  #quietSince = 0;
  #asked = new Set<string>();

  async begin(): Promise<void> {
    this.machine.sts.mfaCodes.add('123456');
    const app = await this.machine.start();
    this.app = app;
    app.app.subscribe(({ mfaRequests }) => {
      for (const { id } of mfaRequests) this.#asked.add(id);
    });
    const roles: Role[] = [];
    for (const [name, source] of CHAINS) {
      roles.push(
        await app.add({
          name,
          ...(source === null ? { mfaSerial: SERIAL } : { sourceProfile: source }),
        }),
      );
    }
    this.roles = roles;
    const clicked = roles.map((role) =>
      app.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false }),
    );
    await app.done(Promise.all(clicked));
    const [request] = app.app.state().mfaRequests;
    await app.value(app.app.api.mfa.submit({ mfaRequestId: request?.id ?? '', code: '123456' }));
    this.#disturbed();
  }

  /** Checks every minute of the work. */
  async works(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += MINUTE) {
      await this.machine.clock.advance(MINUTE);
      this.#look();
    }
  }

  async lidCloses(ms: number): Promise<void> {
    this.machine.sts.skipAhead(ms);
    this.machine.clock.stepWall(ms);
    this.#disturbed();
    this.app?.app.wake('resume');
    await this.machine.clock.advance(GRACE);
  }

  async isOffline(ms: number): Promise<void> {
    this.machine.sts.trouble = () => {
      this.refused += 1;
      return { code: 'ENETUNREACH', trouble: 'connection', status: null, notSent: true };
    };
    await this.machine.clock.advance(ms);
    this.machine.sts.trouble = () => null;
    this.app?.app.wake('network');
    this.#disturbed();
    await this.machine.clock.advance(GRACE);
  }

  async isThrottled(ms: number): Promise<void> {
    this.machine.sts.trouble = () => {
      this.refused += 1;
      return { code: 'Throttling', status: 400 };
    };
    // Sessions last longer than 15 minutes, so nobody notices.
    for (let passed = 0; passed < ms; passed += MINUTE) {
      await this.machine.clock.advance(MINUTE);
      this.#look();
    }
    this.machine.sts.trouble = () => null;
  }

  codes(): number {
    return this.machine.sts.calls.filter(({ tokenCode }) => tokenCode !== null).length;
  }

  requests(): number {
    return this.#asked.size;
  }

  #disturbed(): void {
    this.#quietSince = this.machine.sts.now();
  }

  #look(): void {
    const { sts } = this.machine;
    if (sts.now() - this.#quietSince < GRACE) return;
    for (const role of this.roles) {
      const key = this.machine.section(role.targetProfile).accessKeyId ?? '';
      if ((sts.expirationOf(key) ?? 0) > sts.now()) continue;
      this.stale.push(`${role.name} at ${new Date(sts.now()).toISOString()}`);
    }
  }
}

it('a working day needs one MFA code, and roles are valid when the network allows it', async () => {
  const day = new WorkingDay();
  await day.begin();
  await day.works(2 * HOUR);
  await day.lidCloses(50 * MINUTE);
  await day.works(HOUR);
  await day.isOffline(HOUR);
  await day.works(HOUR);
  await day.isThrottled(15 * MINUTE);
  await day.works(90 * MINUTE);
  await day.lidCloses(80 * MINUTE);
  await day.works(HOUR);

  expect(day.stale).toEqual([]);
  expect(day.codes()).toBe(1);
  expect(day.requests()).toBe(1);
  // Ten and a half hours with sessions of one hour, refreshed after 40 minutes: 16 calls for each
  // role, and the code.
  expect(day.machine.sts.calls.length - day.refused).toBeLessThanOrEqual(8 * 18 + 1);
  for (const role of day.roles) expect(day.machine.sts.mostFor(role.roleArn ?? '')).toBe(1);
});

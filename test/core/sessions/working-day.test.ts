import { expect, it } from 'vitest';
import type { Role } from '../../../src/core/roles/role.ts';
import { CoreMachine, HOUR, MINUTE, type CoreProcess } from '../../support/core-harness.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';
/** The time within which all roles get valid sessions after a resume or an outage. */
const GRACE = 2 * MINUTE;

/** Eight roles in three chains, each with its source. The hubs share one MFA device. */
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

/** Simulates a working day. `expiredRoles` lists roles without a valid session after `GRACE`. */
class WorkingDay {
  readonly machine = new CoreMachine();
  readonly expiredRoles: string[] = [];
  app: CoreProcess | null = null;
  roles: readonly Role[] = [];
  refusedCalls = 0;
  #graceSince = 0;
  #requestIds = new Set<string>();

  async begin(): Promise<void> {
    this.machine.sts.mfaCodes.add('123456');
    const app = await this.machine.start();
    this.app = app;
    app.app.subscribe(({ mfaRequests }) => {
      for (const { id } of mfaRequests) this.#requestIds.add(id);
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
    this.#startGrace();
  }

  /** Checks the roles every minute. */
  async work(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += MINUTE) {
      await this.machine.clock.advance(MINUTE);
      this.#checkRoles();
    }
  }

  async closeLid(ms: number): Promise<void> {
    this.machine.sts.skipAhead(ms);
    this.machine.clock.stepWall(ms);
    this.#startGrace();
    this.app?.app.wake('resume');
    await this.machine.clock.advance(GRACE);
  }

  async goOffline(ms: number): Promise<void> {
    this.machine.sts.trouble = () => {
      this.refusedCalls += 1;
      return { code: 'ENETUNREACH', trouble: 'connection', status: null, notSent: true };
    };
    await this.machine.clock.advance(ms);
    this.machine.sts.trouble = () => null;
    this.app?.app.wake('network');
    this.#startGrace();
    await this.machine.clock.advance(GRACE);
  }

  async beThrottled(ms: number): Promise<void> {
    this.machine.sts.trouble = () => {
      this.refusedCalls += 1;
      return { code: 'Throttling', status: 400 };
    };
    // Sessions are refreshed early enough to stay valid during 15 minutes of throttling.
    for (let passed = 0; passed < ms; passed += MINUTE) {
      await this.machine.clock.advance(MINUTE);
      this.#checkRoles();
    }
    this.machine.sts.trouble = () => null;
  }

  codeCount(): number {
    return this.machine.sts.calls.filter(({ tokenCode }) => tokenCode !== null).length;
  }

  requestCount(): number {
    return this.#requestIds.size;
  }

  #startGrace(): void {
    this.#graceSince = this.machine.sts.now();
  }

  #checkRoles(): void {
    const { sts } = this.machine;
    if (sts.now() - this.#graceSince < GRACE) return;
    for (const role of this.roles) {
      const key = this.machine.section(role.targetProfile).accessKeyId ?? '';
      if ((sts.expirationOf(key) ?? 0) > sts.now()) continue;
      this.expiredRoles.push(`${role.name} at ${new Date(sts.now()).toISOString()}`);
    }
  }
}

it('a working day needs one MFA code, and all roles have valid sessions 2 min after the end of each interruption', async () => {
  const day = new WorkingDay();
  await day.begin();
  await day.work(2 * HOUR);
  await day.closeLid(50 * MINUTE);
  await day.work(HOUR);
  await day.goOffline(HOUR);
  await day.work(HOUR);
  await day.beThrottled(15 * MINUTE);
  await day.work(90 * MINUTE);
  await day.closeLid(80 * MINUTE);
  await day.work(HOUR);

  expect(day.expiredRoles).toEqual([]);
  expect(day.codeCount()).toBe(1);
  expect(day.requestCount()).toBe(1);
  // In 10 hours, each role needs 16 calls, because it is refreshed every 40 minutes. The limit is
  // two calls more for each role, and one call for the MFA session.
  expect(day.machine.sts.calls.length - day.refusedCalls).toBeLessThanOrEqual(8 * 18 + 1);
  for (const role of day.roles)
    expect(day.machine.sts.maxConcurrentCalls(role.roleArn ?? '')).toBe(1);
});

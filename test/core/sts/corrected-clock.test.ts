import { describe, expect, it } from 'vitest';
import { CorrectedClock } from '../../../src/core/sts/corrected-clock.ts';
import { CoreMachine, HOUR, MINUTE } from '../../support/core-harness.ts';
import { MemoryDisk } from '../../support/memory-ports.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

describe('processes that share a measured clock', () => {
  it('make no extra STS call to measure the clock if one of them already assumes the role', async () => {
    const machine = new CoreMachine();
    const first = await machine.start('nothing');
    const role = await first.add({ name: 'client' });
    const all = [first, await machine.start('nothing'), await machine.start('nothing')];
    const ensured = all.map(({ app }) => app.api.session.ensure({ roleId: role.id }));
    for (const request of ensured) await first.value(request);
    expect(machine.sts.calls.map(({ operation }) => operation)).toEqual(['AssumeRole']);
  });

  const clocks = () => {
    const time = new VirtualClock();
    const disk = new MemoryDisk(time);
    const [one, other] = [disk.process().sharedFacts, disk.process().sharedFacts];
    return {
      time,
      one: new CorrectedClock(time, one),
      other: new CorrectedClock(time, other),
    };
  };

  it('do not use a measurement from before the wall clock was changed', async () => {
    const { time, one, other } = clocks();
    one.takeMeasurement(5000);
    await time.advance(MINUTE);
    expect([other.isTrusted(null), other.offsetMs]).toEqual([true, 5000]);
    time.stepWall(HOUR);
    expect([one.isTrusted(null), other.isTrusted(null)]).toEqual([false, false]);
    await time.advance(MINUTE);
    other.takeMeasurement(-HOUR);
    expect([one.isTrusted(null), one.offsetMs]).toEqual([true, -HOUR]);
  });

  it('do not use a measurement from the future, nor one from before a resume', async () => {
    const { time, one, other } = clocks();
    one.takeMeasurement(5000);
    time.stepWall(-HOUR);
    expect([one.isTrusted(null), other.isTrusted(null)]).toEqual([false, false]);
    await time.advance(1000);
    one.takeMeasurement(HOUR);
    expect(other.isTrusted(null)).toBe(true);
    await time.advance(MINUTE);
    other.ignoreMeasurements();
    expect(other.isTrusted(null)).toBe(false);
  });
});

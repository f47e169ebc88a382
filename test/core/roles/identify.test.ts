import { describe, expect, it } from 'vitest';
import { CoreMachine } from '../../support/core-harness.ts';

describe('the identity of a source profile', () => {
  it('is requested from AWS with the keys of the profile, without assuming a role', async () => {
    const machine = new CoreMachine();
    const process = await machine.start('nothing');
    const answer = await process.value(process.app.api.access.identify({ profile: 'default' }));
    expect(answer).toMatchObject({ profile: 'default', kind: 'user' });
    expect(answer.identity.arn).toMatch(/:user\//);
    expect(machine.sts.calls.map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
  });

  it('is requested with the keys of `default` if the profile is the target profile of a role with the source `default`', async () => {
    const machine = new CoreMachine();
    const process = await machine.start('nothing');
    await process.add({ name: 'hub', mfaSerial: 'arn:aws:iam::111122223333:mfa/alice' });
    const answer = await process.value(process.app.api.access.identify({ profile: 'hub' }));
    expect(answer.profile).toBe('default');
    expect(machine.sts.calls.map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
    expect(process.app.state().mfaRequests).toEqual([]);
  });

  it('is a failure that names the profile if it does not exist', async () => {
    const machine = new CoreMachine();
    const { app } = await machine.start('nothing');
    expect(await app.api.access.identify({ profile: 'nowhere' })).toMatchObject({
      failure: { kind: 'source-missing', profile: 'nowhere' },
    });
  });
});

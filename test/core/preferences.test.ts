import { describe, expect, it } from 'vitest';
import { callApi } from '../../src/core/api-schema.ts';
import { CoreMachine } from '../support/core-harness.ts';

describe('preferences', () => {
  it('change one by one, are published, and stand at the next start', async () => {
    const machine = new CoreMachine();
    const { app } = await machine.start('nothing');
    await app.api.preferences.set({ changes: { releaseAtQuit: true, credentialsFile: '/keys' } });
    await app.api.preferences.set({ changes: { mfaSessionSeconds: 900 } });
    const all = { releaseAtQuit: true, credentialsFile: '/keys', mfaSessionSeconds: 900 };
    expect(app.state().preferences).toEqual(all);
    const next = await machine.start('nothing');
    expect(next.app.state().preferences).toEqual(all);
  });

  it('get their defaults back from null', async () => {
    const { app } = await new CoreMachine().start('nothing');
    await app.api.preferences.set({ changes: { credentialsFile: '/keys', mfaSessionSeconds: 900 } });
    await app.api.preferences.set({ changes: { credentialsFile: null, mfaSessionSeconds: null } });
    expect(app.state().preferences).toEqual({ releaseAtQuit: false, mfaSessionSeconds: 43_200 });
  });

  it('come over a boundary within their limits alone', async () => {
    const { app } = await new CoreMachine().start('nothing');
    for (const changes of [{ mfaSessionSeconds: 899 }, { credentialsFile: '' }, { theme: 'dark' }]) {
      const answer = await callApi(app.api, 'preferences', 'set', { changes });
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'field-invalid' } });
    }
    expect(app.state().preferences).toEqual({ releaseAtQuit: false, mfaSessionSeconds: 43_200 });
  });
});

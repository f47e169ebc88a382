import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiSchema, callApi } from '../../src/core/contract/api-schema.ts';
import { CoreMachine } from '../support/core-harness.ts';

describe('a request from another process', () => {
  it('succeeds if it matches the schema of the API', async () => {
    const machine = new CoreMachine();
    const { app } = await machine.start('nothing');
    const roleArn = 'arn:aws:iam::123456789012:role/x';
    expect(
      await callApi(app.api, 'role', 'add', { role: { name: 'client', roleArn } }),
    ).toMatchObject({ ok: true });
    expect(app.state().roles).toHaveLength(1);
  });

  it.each([
    ['role', 'add', { role: { name: 'x', roleArn: 'y', extra: 1 } }],
    ['role', 'add', null],
    ['session', 'assume', { roleId: '../../etc', keep: true, takeOver: false }],
    ['session', 'toString', {}],
    ['__proto__', 'constructor', {}],
    ['constructor', 'name', {}],
    [1, 2, 3],
    ['mfa', 'submit', { mfaRequestId: 'a', code: '1'.repeat(1000) }],
  ])(
    'to %s.%s is refused without an STS call if it does not match the schema of the API',
    async (group, name, payload) => {
      const machine = new CoreMachine();
      const { app } = await machine.start('nothing');
      const answer = await callApi(app.api, group, name, payload);
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'field-invalid' } });
      expect(JSON.stringify(answer)).not.toContain('1111');
      expect(machine.sts.calls).toEqual([]);
    },
  );

  it('to a random group and method of the API, with a random payload, fails without an STS call and adds no role', async () => {
    const machine = new CoreMachine();
    const { app } = await machine.start('nothing');
    const groups = Object.keys(apiSchema);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...groups), fc.anything()),
        fc.oneof(fc.constantFrom('add', 'set', 'assume', 'submit', 'restoreFile'), fc.anything()),
        fc.anything(),
        async (group, name, payload) => {
          expect(await callApi(app.api, group, name, payload)).toMatchObject({ ok: false });
        },
      ),
      { numRuns: 500 },
    );
    expect(machine.sts.calls).toEqual([]);
    expect(app.state().roles).toEqual([]);
  });
});

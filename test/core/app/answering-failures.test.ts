import { expect, it } from 'vitest';
import { answeringFailures } from '../../../src/core/app/answering-failures.ts';
import { FailureThrown } from '../../../src/core/failure-thrown.ts';
import { ok, type Result } from '../../../src/core/result.ts';

const failure = { kind: 'file-unreadable', file: '/home/me/state.db', code: 'EIO' } as const;

const api = answeringFailures({
  role: {
    sync: (): Promise<Result<null>> => {
      throw new FailureThrown('disk', failure);
    },
  },
  session: {
    later: async (): Promise<Result<null>> => Promise.reject(new FailureThrown('disk', failure)),
    fine: async (request: { readonly roleId: string }) => ok(request.roleId),
    bug: async (): Promise<Result<null>> => Promise.reject(new TypeError('a bug')),
  },
});

it('a request returns the failure that its handler throws, also if the handler throws in a promise', async () => {
  expect(await api.role.sync()).toEqual({ ok: false, failure });
  expect(await api.session.later()).toEqual({ ok: false, failure });
});

it('a request returns the answer of its handler unchanged if the handler does not throw', async () => {
  expect(await api.session.fine({ roleId: 'a' })).toEqual(ok('a'));
});

it('a request throws an exception of its handler that is not a failure', async () => {
  await expect(api.session.bug()).rejects.toThrow('a bug');
});

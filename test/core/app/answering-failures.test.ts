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

it('the API answers every request of every group with the failure that the handler throws', async () => {
  expect(await api.role.sync()).toEqual({ ok: false, failure });
  expect(await api.session.later()).toEqual({ ok: false, failure });
});

it('the API changes no other answer', async () => {
  expect(await api.session.fine({ roleId: 'a' })).toEqual(ok('a'));
});

it('the API does not hide a programming error', async () => {
  await expect(api.session.bug()).rejects.toThrow('a bug');
});

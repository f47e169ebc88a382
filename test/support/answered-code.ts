import { expect } from 'vitest';
import { eventually, type RunningMain } from './running-main.ts';

/** Assumes a role that needs an MFA code, and enters the code as the panel does. */
export async function assumeWithCode(
  main: RunningMain,
  roleId: string,
  code: string,
): Promise<void> {
  await main.call('session', 'assume', { roleId, keep: true, takeOver: false });
  const { mfaRequests } = await eventually(
    () => main.state(),
    (state) => state.mfaRequests.length === 1,
  );
  const answered = await main.call('mfa', 'submit', { mfaRequestId: mfaRequests[0]?.id, code });
  expect(answered).toMatchObject({ ok: true, value: [{ result: { ok: true } }] });
}

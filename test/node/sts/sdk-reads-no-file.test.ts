import { expect, it, vi } from 'vitest';
import { CLIENT_ROLE } from '../../demo/sts-setup.ts';
import { stsUnderTest } from './sts-under-test.ts';

// Replaces `readFile` before the SDK loads, because the SDK keeps a reference to it.
const readFile = await vi.hoisted(async () =>
  vi.spyOn((await import('node:fs/promises')).default, 'readFile'),
);

it('the SDK reads no AWS file, because it would cache the file for ever', async () => {
  const { sts, caller } = await stsUnderTest();
  const request = {
    roleArn: CLIENT_ROLE.roleArn,
    roleSessionName: 'FirstSession',
    durationSeconds: 3600,
  };
  expect((await sts.assumeRole(caller, request)).ok).toBe(true);
  expect(readFile.mock.calls.map(([path]) => path)).toEqual([]);
});

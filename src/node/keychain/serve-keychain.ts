import type { AsyncEntry } from '@napi-rs/keyring';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { KeychainReply, KeychainRequest } from './messages.ts';

/** The part of @napi-rs/keyring that Rolekeeper uses. */
interface Keyring {
  readonly AsyncEntry: new (
    ...values: ConstructorParameters<typeof AsyncEntry>
  ) => Pick<AsyncEntry, 'getPassword' | 'setPassword'>;
}

const keyShape = /^[0-9a-f]{64}$/;
/**
 * Words of error messages that mean that the keychain is locked or that the user refused access.
 */
const denials = /dismissed|locked|denied|cancel|not allowed|interaction|no access/i;
/** Ends the process after `endsAfterMs`, even if a call into the library blocks the main thread. */
const watchdog = `const { workerData } = require('node:worker_threads');
setTimeout(() => process.kill(process.pid, 'SIGKILL'), workerData);`;

/**
 * Answers a request in the keychain process. A call into the library can block its thread for ever,
 * because the library waits for the session bus on Linux, and for the user on every system.
 */
export async function serveKeychain(request: KeychainRequest): Promise<KeychainReply> {
  new Worker(watchdog, { eval: true, workerData: request.endsAfterMs }).unref();
  try {
    return await answer(request);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'unknown';
    return { kind: denials.test(detail) ? 'denied' : 'no-keychain', detail };
  }
}

async function answer(request: KeychainRequest): Promise<KeychainReply> {
  const { service, account, newKey, library } = request;
  const { AsyncEntry } = createRequire(import.meta.filename)(library) as Keyring;
  // Without this option, the library would use the kernel's keyring, which ends with the login
  // session.
  const entry = new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
  const found = await entry.getPassword();
  if (found !== null && keyShape.test(found)) return { kind: 'key', key: found };
  if (newKey === null) return { kind: 'none' };
  await entry.setPassword(newKey);
  return { kind: 'key', key: newKey };
}

import type { KeychainRequest } from '../node/keychain/messages.ts';
import { serveKeychain } from '../node/keychain/serve-keychain.ts';

// The entry point of the process that asks the keychain. The parent process ends it after the
// answer.
process.once('message', (request: KeychainRequest) => {
  void serveKeychain(request).then((reply) => process.send?.(reply));
});

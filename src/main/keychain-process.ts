import type { KeychainRequest } from '../node/keychain/messages.ts';
import { serveKeychain } from '../node/keychain/serve-keychain.ts';

// The entry point of the process that asks the keychain. The main process ends it after the answer.
process.parentPort.once('message', ({ data }) => {
  void serveKeychain(data as KeychainRequest).then((reply) =>
    process.parentPort.postMessage(reply),
  );
});

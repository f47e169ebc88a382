import { createMemorySecretStore } from '../../src/node/memory-secret-store.ts';
import { secretStoreContract } from './secret-store.contract.ts';

// The one on the system's keychain: test/main/keychain.test.ts.
secretStoreContract('memory', createMemorySecretStore);

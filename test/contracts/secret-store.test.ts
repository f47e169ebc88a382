import { createMemorySecretStore } from '../../src/node/memory-secret-store.ts';
import { secretStoreContract } from './secret-store.contract.ts';

// The implementation with the system's keychain is tested in test/node/keychain-store.test.ts.
secretStoreContract('memory', createMemorySecretStore);

import { keyStoreContract } from '../key-stores/key-store.contract.ts';
import { MemoryStore } from './memory-store.ts';

// What stands in for a store in other tests keeps to what stores keep to.
keyStoreContract('a store in memory', async () => {
  const store = new MemoryStore({ kind: 'pc' }, 'NSS of the test');
  let strangers = 0;
  return {
    store,
    reopen: async () => store,
    addStranger() {
      strangers += 1;
    },
    keysSeen: () => store.keys.size + strangers,
  };
});

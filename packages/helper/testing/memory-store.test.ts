import { keyStoreContract } from '../key-stores/key-store.contract.ts';
import { MemoryStore } from './memory-store.ts';
import { MemoryToken } from './memory-token.ts';

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

keyStoreContract('a token in memory', async () => {
  const store = new MemoryToken({ serial: 'KT-0001', label: 'Koshin USB', pin: '123456' });
  await store.logIn('123456');
  let strangers = 0;
  return {
    store,
    async reopen() {
      await store.close();
      await store.logIn('123456');
      return store;
    },
    addStranger() {
      strangers += 1;
    },
    keysSeen: () => store.keys.size + strangers,
  };
});

import type { Signer } from '../ports/signer.ts';

/** A signer that is opened when it is first used: until then nobody is asked for a passphrase. */
export function openWithFirstUse(open: () => Promise<Signer>): Signer {
  let opening: Promise<Signer> | null = null;
  const opened = () => {
    opening ??= open();
    return opening;
  };
  return {
    sign: async (request) => (await opened()).sign(request),
    algorithmOf: async (keyName) => (await opened()).algorithmOf(keyName),
    publicKeyOf: async (keyName) => (await opened()).publicKeyOf(keyName),
    makeKey: async (request) => (await opened()).makeKey(request),
    importKey: async (request) => (await opened()).importKey(request),
    destroyKey: async (keyName) => (await opened()).destroyKey(keyName),
    ready: async () => (await opened()).ready(),
  };
}

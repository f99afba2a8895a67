import { attribute, objectClass } from '@koshin/cryptoki/constants.ts';
import { answered } from '@koshin/cryptoki/cryptoki-error.ts';
import type { Access } from './access.ts';
import { generatePair } from './make-pair.ts';

/** Names no purpose, so that it is never listed. */
const trialLabel = 'koshin trial';

/** Makes a pair and destroys it, and what an earlier trial left that was cut off. Throws CryptokiError. */
export async function tryWriting(access: Access): Promise<void> {
  const { cryptoki, session } = access;
  await generatePair(access, { kind: 'P-256', label: trialLabel });
  for (const kind of [objectClass.privateKey, objectClass.publicKey]) {
    const left = await cryptoki.find(session, [
      [attribute.class, kind],
      [attribute.label, new TextEncoder().encode(trialLabel)],
    ]);
    for (const handle of left) {
      await cryptoki.destroyObject(session, handle).catch((error: unknown) => {
        // Another process, which tries at the same time, was quicker.
        if (!answered(error, 'CKR_OBJECT_HANDLE_INVALID')) throw error;
      });
    }
  }
}

import { onTestFinished } from 'vitest';
import { softHsm } from '../../../../tests/testkit/hsm/soft-hsm.ts';
import { signerContract } from '../../ports/signer.contract.ts';
import { pkcs11Signer } from './pkcs11-signer.ts';

signerContract('keys in a token of PKCS#11', async () => {
  const hsm = softHsm();
  onTestFinished(() => hsm.remove());
  return pkcs11Signer(hsm);
});

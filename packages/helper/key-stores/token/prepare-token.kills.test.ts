import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { type SoftHsm, securityOfficerPin, softHsm } from '../../../../tests/testkit/hsm/soft-hsm.ts';
import { killAt, killPointsOf } from '../testing/kill-points.ts';
import type { Act, Place } from '../testing/killed-act.ts';
import { openToken } from './pkcs11-token.ts';
import { prepareToken } from './prepare-token.ts';
import { reportTokens } from './present-tokens.ts';

const label = '見本信用金庫';
const preparing: Act = { act: 'prepare-token', label, securityOfficerPin };
const placeOf = ({ module, pin }: SoftHsm): Place => ({ kind: 'token', module, serial: '', pin });

/** As somebody at the bank does it after a power cut: the token that is there, with all that may be on it gone. */
async function again({ module, pin: userPin }: SoftHsm) {
  const [begun] = (await reportTokens(module)).present;
  return prepareToken({ module, serial: begun?.serial ?? null, label, securityOfficerPin, userPin, erase: true });
}

it('a token whose preparation was killed between any two calls is prepared anew, with one device key that signs', async () => {
  const rehearsed = softHsm({ initialised: false });
  const points = await killPointsOf(placeOf(rehearsed), preparing);
  rehearsed.remove();
  for (const point of points) {
    const hsm = softHsm({ initialised: false });
    try {
      await killAt(point, placeOf(hsm), preparing);
      const { serial, deviceKey } = await again(hsm);
      const { present } = await reportTokens(hsm.module);
      expect(present, point.name).toEqual([{ serial, label, pin: 'untouched' }]);
      const token = await openToken(hsm.module, serial);
      await token.logIn(hsm.pin);
      const octets = randomBytes(32);
      const key = createPublicKey({ key: Buffer.from(deviceKey), format: 'der', type: 'spki' });
      expect(verify('sha256', octets, key, await token.signByDeviceKey(octets)), point.name).toBe(true);
      expect(await token.list(), point.name).toEqual([]);
      await token.close();
    } finally {
      hsm.remove();
    }
  }
  // Initialised, PIN set, device key made: before and after each.
  expect(points.length).toBeGreaterThanOrEqual(6);
}, 120_000);

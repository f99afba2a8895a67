import { concatOctets, sameOctets } from '../../../der/octets.ts';
import { encodeTime } from '../../../der/time.ts';
import type { ListRule } from '../rule.ts';

/** Both updates: how they are written, and that there is time between them, within the issuer's own life. */
export const updates: ListRule = {
  name: 'updates',
  source: 'RFC 5280 5.1.2.4, 5.1.2.5',
  check: ({ list, issuer }) => {
    const { thisUpdate, nextUpdate, timesDer } = list;
    const canonical = concatOctets(encodeTime(thisUpdate), encodeTime(nextUpdate));
    if (!sameOctets(canonical, timesDer)) {
      return { expected: 'UTCTime through 2049, GeneralizedTime after', got: 'the other form' };
    }
    if (nextUpdate <= thisUpdate) return { expected: 'nextUpdate after thisUpdate', got: 'not after' };
    const alive = thisUpdate >= issuer.notBefore && nextUpdate <= issuer.notAfter;
    return alive ? undefined : { expected: 'updates while the issuer is valid', got: 'outside its validity' };
  },
};

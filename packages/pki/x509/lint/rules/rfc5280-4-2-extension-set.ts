import { oids } from '../../../der/oids.ts';
import type { Difference, LintRule, ProfileName } from '../rule.ts';

interface Demand {
  readonly critical: boolean;
  readonly required: boolean;
}

const critical: Demand = { critical: true, required: true };
const plain: Demand = { critical: false, required: true };
const optional: Demand = { critical: false, required: false };

const ofIssuer: readonly (readonly [string, Demand])[] = [
  [oids.basicConstraints, critical],
  [oids.keyUsage, critical],
  [oids.subjectKeyIdentifier, plain],
];
const underIssuer: readonly (readonly [string, Demand])[] = [
  [oids.authorityKeyIdentifier, plain],
  [oids.crlDistributionPoints, plain],
  [oids.authorityInfoAccess, plain],
];

/** All the extensions each kind of certificate has; but for a customer's, nothing else may be in it. */
const demands: Readonly<Record<ProfileName, ReadonlyMap<string, Demand>>> = {
  root: new Map([...ofIssuer, [oids.authorityKeyIdentifier, optional]]),
  'issuing-ca': new Map([...ofIssuer, ...underIssuer]),
  'client-authentication': new Map([
    ...ofIssuer,
    ...underIssuer,
    [oids.extKeyUsage, plain],
    [oids.certificatePolicies, optional],
  ]),
  'tls-server': new Map([...ofIssuer, ...underIssuer, [oids.extKeyUsage, plain], [oids.subjectAltName, plain]]),
  'ocsp-responder': new Map([
    ...ofIssuer,
    [oids.authorityKeyIdentifier, plain],
    [oids.extKeyUsage, plain],
    [oids.ocspNoCheck, plain],
  ]),
  'mail-signer': new Map([...ofIssuer, ...underIssuer, [oids.extKeyUsage, plain], [oids.subjectAltName, plain]]),
};

/** Whether certificates of this kind have the extension by their profile; a bank may have put others into a customer's. */
export const isOfProfile = (profile: ProfileName, oid: string): boolean => demands[profile].has(oid);

export const extensionSet: LintRule = {
  name: 'extension-set',
  source: 'RFC 5280 4.2',
  check: ({ tbs, profile }): Difference | undefined => {
    const demanded = demands[profile];
    for (const { oid, critical } of tbs.extensions.list) {
      const demand = demanded.get(oid);
      if (!demand && profile === 'client-authentication') continue;
      if (!demand) return { expected: `no other extension than those of ${profile}`, got: oid };
      if (demand.critical !== critical) {
        return {
          expected: `${oid} ${demand.critical ? '' : 'not '}critical`,
          got: `${critical ? '' : 'not '}critical`,
        };
      }
    }
    const present = new Set(tbs.extensions.list.map(({ oid }) => oid));
    const missing = [...demanded].find(([oid, { required }]) => required && !present.has(oid));
    return missing && { expected: `the extension ${missing[0]}`, got: 'none' };
  },
};

import { oids } from '../../../der/oids.ts';
import type { Difference, LintRule, ProfileName } from '../rule.ts';
import { unlessSame } from '../rule.ts';

/** Issuers have none: it would limit what they may issue, and readers disagree on how. */
const purposes: Readonly<Record<ProfileName, string>> = {
  root: 'none',
  'issuing-ca': 'none',
  'client-authentication': oids.clientAuth,
  'tls-server': oids.serverAuth,
  'ocsp-responder': oids.ocspSigning,
  'mail-signer': oids.emailProtection,
};

/** With one of these a customer could pass for somebody whom others trust: a host, a maker of software, a CA's own helper. */
const neverOfCustomers: ReadonlySet<string> = new Set([
  oids.anyExtendedKeyUsage,
  oids.serverAuth,
  oids.codeSigning,
  oids.timeStamping,
  oids.ocspSigning,
  oids.cmcCa,
  oids.cmcRa,
  oids.kerberosKdc,
  oids.enrollmentAgent,
]);

export const extendedKeyUsage: LintRule = {
  name: 'extended-key-usage',
  source: 'RFC 5280 4.2.1.12',
  check: ({ tbs, profile }) => {
    const given = tbs.extensions.extKeyUsage ?? [];
    if (profile === 'client-authentication') return judgeCustomer(given);
    return unlessSame(purposes[profile], given.join(', ') || 'none');
  },
};

/** clientAuth first; a bank may have put others behind it. */
function judgeCustomer([first = 'none', ...others]: readonly string[]): Difference | undefined {
  const forbidden = others.find((purpose) => neverOfCustomers.has(purpose));
  if (forbidden) return { expected: 'no purpose that customers never have', got: forbidden };
  if (new Set([first, ...others]).size <= others.length) return { expected: 'each purpose once', got: 'one twice' };
  return unlessSame(purposes['client-authentication'], first);
}

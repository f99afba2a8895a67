import type { GeneralName } from '../../extensions/general-name.ts';
import type { LintRule } from '../rule.ts';

/** Letters, digits and hyphens in labels of at most 63; a wildcard is the whole first label before two more (RFC 9525 6.3). */
const hostName = /^(\*\.(?=[^.]+\.))?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const isHostName = (name: GeneralName) => name.kind === 'dns' && name.text.length <= 253 && hostName.test(name.text);

export const subjectAlternativeName: LintRule = {
  name: 'subject-alternative-name',
  source: 'RFC 5280 4.2.1.6',
  check: ({ tbs, profile }) => {
    if (profile !== 'tls-server') return undefined;
    const names = tbs.extensions.subjectAltName ?? [];
    if (names.length > 0 && names.every(isHostName)) return undefined;
    return { expected: 'one host name or more, in lower case', got: names.length === 0 ? 'none' : 'another name' };
  },
};

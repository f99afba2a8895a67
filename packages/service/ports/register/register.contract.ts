import { describe } from 'vitest';
import { acquisitionQueriesContract } from './acquisition-queries.contract.ts';
import { auditChainsContract } from './audit-chains.contract.ts';
import { authorityQueriesContract } from './authority-queries.contract.ts';
import { crlQueriesContract } from './crl-queries.contract.ts';
import { customerQueriesContract } from './customer-queries.contract.ts';
import { expiringCertificatesContract } from './expiring-certificates.contract.ts';
import { mailCertificatesContract } from './mail-certificates.contract.ts';
import { mailQueriesContract } from './mail-queries.contract.ts';
import { ocspQueriesContract } from './ocsp-queries.contract.ts';
import { presentationQueriesContract } from './presentation-queries.contract.ts';
import type { Register } from './register.ts';
import { renewalQueriesContract } from './renewal-queries.contract.ts';
import { tokensContract } from './tokens.contract.ts';
import { transactionContract } from './transactions.contract.ts';
import { uniqueRulesContract } from './unique-rules.contract.ts';
import { versionContract } from './versions.contract.ts';
import { writtenNoticesContract } from './written-notices.contract.ts';

/** An empty register of one test, which is gone when the test is finished. */
interface RegisterUnderTest {
  readonly register: Register;
  /** Registers on the same database as nodes have them; where only one can be open, that one so many times. */
  nodes(count: number): Promise<readonly Register[]>;
  /** Closes the register and opens its database anew. */
  reopen(): Promise<Register>;
}

export type OpenForTest = () => Promise<RegisterUnderTest>;

/** Every sentence of the port's contract as claims, to be run for each adapter. */
export function registerContract(name: string, open: OpenForTest): void {
  describe(`the register on ${name}`, () => {
    transactionContract(open);
    versionContract(open);
    uniqueRulesContract(open);
    customerQueriesContract(open);
    renewalQueriesContract(open);
    acquisitionQueriesContract(open);
    mailQueriesContract(open);
    writtenNoticesContract(open);
    expiringCertificatesContract(open);
    presentationQueriesContract(open);
    crlQueriesContract(open);
    auditChainsContract(open);
    ocspQueriesContract(open);
    mailCertificatesContract(open);
    authorityQueriesContract(open);
    tokensContract(open);
  });
}

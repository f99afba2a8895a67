import type { Delivered } from '../customer/ledger.ts';
import { InvariantViolated } from '../customer/outcomes.ts';
import { type PlayedCustomer, presented } from '../customer/played-customer.ts';
import type { Luck } from '../luck.ts';
import type { ServiceNode } from '../node/service-node.ts';

/**
 * Invariant 1, as the customer sees it: presents every certificate he was ever given by real TLS, and logs in by one
 * that is accepted. Throws `InvariantViolated` when none is, or when one is refused that must be accepted.
 */
export async function mustGetIn(node: ServiceNode, customer: PlayedCustomer, luck: Luck): Promise<void> {
  const { ledger, old } = customer;
  const accepted: Delivered[] = [];
  const pages: string[] = [];
  for (const certificate of [old, ...ledger.delivered]) {
    const page = await presented(customer.newBrowser(node), certificate.identity);
    pages.push(page);
    if (page === '/login/password') accepted.push(certificate);
  }
  const all = accepted.length === ledger.delivered.length + 1;
  const proven = accepted.some(({ certificateId }) => ledger.triedToProve.has(certificateId));
  const fine = ledger.proven === null ? all || proven : accepted.some((one) => one.certificateId === ledger.proven);
  if (!fine) throw new InvariantViolated(`1: locked out, presentations led to ${pages.join(' and ')}`);
  await customer.login(node, loginBy(accepted, customer, luck));
}

/** Mostly the certificate of which nothing new is proven: the renewal is to go on. */
function loginBy(accepted: readonly Delivered[], { old, ledger }: PlayedCustomer, luck: Luck): Delivered {
  const known = accepted.filter((one) => one === old || ledger.triedToProve.has(one.certificateId));
  return known.length > 0 && !luck.strikes(0.15) ? luck.pick(known) : luck.pick(accepted);
}

import type { Delivered } from '../customer/ledger.ts';
import { InvariantViolated } from '../customer/outcomes.ts';
import type { PlayedCustomer } from '../customer/played-customer.ts';
import { presentForLogin } from '../customer/presenting.ts';
import type { Luck } from '../luck.ts';
import type { ServiceNode } from '../node/service-node.ts';

/**
 * Invariant 1, as the customer sees it: presents every certificate he was ever given by real TLS, and logs in with one
 * that is accepted, beside the browser in which he renews. Throws `InvariantViolated` when none is accepted, or when
 * one is refused although nothing is proven.
 *
 * @param clock `stepped`: certificates of a day that is to come once more may be refused, as long as another is not
 */
export async function mustGetIn(
  node: ServiceNode,
  customer: PlayedCustomer,
  luck: Luck,
  clock: 'steady' | 'stepped' = 'steady',
): Promise<void> {
  const { ledger, old } = customer;
  const accepted: Delivered[] = [];
  const pages: string[] = [];
  for (const certificate of [old, ...ledger.delivered]) {
    const page = await presentForLogin(customer.newBrowser(node), certificate.identity);
    pages.push(page);
    if (page === '/login/password') accepted.push(certificate);
  }
  if (!isFine(accepted, customer, clock)) {
    throw new InvariantViolated(`1: locked out, the presentations led to ${pages.join(' and ')}`);
  }
  await customer.login(node, loginBy(accepted, customer, luck));
}

function isFine(accepted: readonly Delivered[], { ledger }: PlayedCustomer, clock: 'steady' | 'stepped'): boolean {
  if (clock === 'stepped') return accepted.length > 0;
  if (ledger.proven !== null) return accepted.some(({ certificateId }) => certificateId === ledger.proven);
  // A proof of which he got no answer may have happened.
  const proved = accepted.some(({ certificateId }) => ledger.triedToProve.has(certificateId));
  return proved || accepted.length === ledger.delivered.length + 1;
}

/** Seldom one that nothing is proven of yet: by that login it would be, and the renewal is to go on. */
function loginBy(accepted: readonly Delivered[], { old, ledger }: PlayedCustomer, luck: Luck): Delivered {
  const used = accepted.filter((one) => one === old || ledger.triedToProve.has(one.certificateId));
  return luck.pick(used.length === 0 || luck.strikes(0.15) ? accepted : used);
}

import type { Issuer, IssuerId } from '../../ports/register/records.ts';
import type { Register } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';
import { type PresentedChain, verifyChain } from './verify-chain.ts';

/**
 * The issuers that each register was seen to hold. They are only ever added and never change (ports/register), but for
 * their revocation, which whoever judges looks up; one that is missing here is looked for in the register.
 */
const seen = new WeakMap<Register, readonly Issuer[]>();

/** Who signed these bytes, as was found before: neither they nor the issuer change, so it is worked out once. */
const found = new WeakMap<Uint8Array, PresentedChain>();

/**
 * Which of our issuing CAs signed what was presented; a connection that hands over the same array at each request is
 * looked at once. Only when none of those that are known here did, the register is
 * asked: a generation that another node has just added is found by its first certificate.
 */
export async function presentedChain(
  means: Pick<Means, 'register' | 'mathematics'>,
  der: Uint8Array,
): Promise<PresentedChain> {
  const before = found.get(der);
  if (before) return before;
  let chain = await verifyChain(means, seen.get(means.register) ?? [], der);
  if (chain.issuer === null) {
    const issuers = await lookAgain(means);
    chain = await verifyChain(means, issuers, der);
  }
  if (chain.issuer !== null) found.set(der, chain);
  return chain;
}

/** Those with these ids, in this order. One that is not known here is looked for in the register. */
export async function knownIssuers(
  means: Pick<Means, 'register'>,
  ids: readonly IssuerId[],
): Promise<readonly Issuer[]> {
  const among = (issuers: readonly Issuer[]) => ids.flatMap((id) => issuers.find((issuer) => issuer.id === id) ?? []);
  const known = among(seen.get(means.register) ?? []);
  return known.length === ids.length ? known : among(await lookAgain(means));
}

async function lookAgain({ register }: Pick<Means, 'register'>): Promise<readonly Issuer[]> {
  const issuers = await register.read((tx) => tx.issuers.all());
  seen.set(register, issuers);
  return issuers;
}

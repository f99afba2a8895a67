import { encodeName } from '@koshin/pki/x509/name.ts';
import type { Bank, Issuer } from '../../ports/register/records.ts';

/** The number of the generation after these. */
export function nextOf(generations: readonly Issuer[]): number {
  return Math.max(0, ...generations.map(({ generation }) => generation)) + 1;
}

/** What a generation of a bank's issuing CA is called where nothing else was asked for. */
export function nameOfGeneration(
  bank: Bank,
  generation: number,
  asked: { readonly keyName: string | null; readonly commonName: string | null },
): { readonly keyName: string; readonly subject: Uint8Array<ArrayBuffer> } {
  const commonName = asked.commonName ?? `${bank.name.ja} 法人認証局 G${generation}`;
  return {
    keyName: asked.keyName ?? `${bank.id}-g${generation}`,
    subject: encodeName({ country: 'JP', organization: bank.name.ja, commonName }),
  };
}

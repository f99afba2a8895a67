import { dayOf, type TimeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { formatInstant, type Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { type AuthorityFacts, listAuthorities } from '../../../use-cases/authorities/list-authorities.ts';
import type { Means } from '../../../use-cases/means.ts';
import type { Outcome } from '../framework/command-spec.ts';
import type { Language } from '../language.ts';

/** A CA as programs get it; instants in ISO 8601, the certificate in PEM. */
export function authorityJson({ issuer, name, subject, state, keyKind, crlFromElsewhere }: AuthorityFacts) {
  return {
    id: issuer.id,
    bank: issuer.bankId,
    generation: issuer.generation,
    name,
    subject,
    state,
    keyName: issuer.keyName,
    keyKind,
    issuedBy: issuer.issuedBy,
    notBefore: formatInstant(issuer.notBefore),
    notAfter: formatInstant(issuer.notAfter),
    takesOverAt: issuer.takesOverAt === null ? null : formatInstant(issuer.takesOverAt),
    revocation: issuer.revocation && { at: formatInstant(issuer.revocation.at), reason: issuer.revocation.reason },
    crlFromElsewhere,
    certificate: encodePem('CERTIFICATE', issuer.certificateDer),
  };
}

/** What is to be done about the CRL of a CA whose key is kept elsewhere; none where nothing is. */
export function crlNotes({ issuer, name, crlFromElsewhere: crl }: AuthorityFacts, language: Language): string[] {
  if (crl !== 'missing' && crl !== 'grows-old') return [];
  return [`${name} (${issuer.id}): ${crlWords[crl][language]}`];
}

const crlWords = {
  missing: {
    ja: 'CRLがまだ届いていません。署名した発行局の証明書に書かれた場所にCRLがないため、crl import で取り込んでください。',
    en: 'its CRL was never brought in, and is missing at the address that its CAs name: crl import brings it.',
  },
  'grows-old': {
    ja: 'CRLの期限が近づいています。次のCRLを crl import で取り込んでください。',
    en: 'its CRL grows old: bring in the next one by crl import.',
  },
} as const;

export function dayIn(at: Instant, zone: TimeZone): string {
  return dayOf(at, zone);
}

export const stateWords = {
  root: { ja: 'ルート', en: 'root' },
  coming: { ja: '引き継ぎ前', en: 'takes over later' },
  issuing: { ja: '発行中', en: 'issues' },
  ending: { ja: '発行終了', en: 'issues no more' },
  expired: { ja: '期限切れ', en: 'expired' },
  revoked: { ja: '失効', en: 'revoked' },
} as const;

/** The CA of this id. Refuses `not-found` {id}. */
export function oneAuthority(all: readonly AuthorityFacts[], id: string): AuthorityFacts {
  const authority = all.find(({ issuer }) => issuer.id === id);
  if (!authority) throw refused('not-found', { id });
  return authority;
}

/** One CA, a line for each fact, its certificate last. */
export function authorityLines(authority: AuthorityFacts, language: Language): string[] {
  const { issuer, subject, keyKind, state, zone } = authority;
  const words = lineWords[language];
  const facts: readonly (readonly [string, string | null])[] = [
    ['ID', issuer.id],
    [words.bank, issuer.bankId],
    [words.generation, String(issuer.generation)],
    [words.subject, subject],
    [words.state, stateWords[state][language]],
    [words.key, `${issuer.keyName} (${keyKind})`],
    [words.issuedBy, issuer.issuedBy],
    [words.validity, `${dayIn(issuer.notBefore, zone)} – ${dayIn(issuer.notAfter, zone)}`],
    [words.revoked, issuer.revocation && `${formatInstant(issuer.revocation.at)} ${issuer.revocation.reason}`],
    [words.takesOver, issuer.takesOverAt === null ? null : dayIn(issuer.takesOverAt, zone)],
  ];
  const lines = facts.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return [...lines, ...crlNotes(authority, language), encodePem('CERTIFICATE', issuer.certificateDer).trimEnd()];
}

/** What was just made, as `ca show` shows it, and whether its key was made or found. */
export async function authorityMade(
  means: Means,
  { issuer, keyMade }: { readonly issuer: { readonly id: string }; readonly keyMade: boolean },
  language: Language,
): Promise<Outcome> {
  const authority = oneAuthority(await listAuthorities(means, { bankId: null }), issuer.id);
  const note = keyMade ? [] : [lineWords[language].keyWasThere];
  return {
    json: { ...authorityJson(authority), keyMade },
    lines: [...note, ...authorityLines(authority, language)],
  };
}

const lineWords = {
  ja: {
    bank: '金庫',
    generation: '世代',
    subject: '名称',
    state: '状態',
    key: '鍵',
    issuedBy: '署名した認証局',
    validity: '有効期間',
    takesOver: '引き継ぐ日',
    revoked: '失効',
    keyWasThere: 'この名前の鍵はすでにあり、それを使いました。',
  },
  en: {
    bank: 'bank',
    generation: 'generation',
    subject: 'subject',
    state: 'state',
    key: 'key',
    issuedBy: 'signed by',
    validity: 'valid',
    takesOver: 'takes over',
    revoked: 'revoked',
    keyWasThere: 'A key of this name was there already, and is used.',
  },
} as const;

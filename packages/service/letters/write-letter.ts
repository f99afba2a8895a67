import { writeDay, writeInstant } from './dates.ts';
import { asHtml, asText, type Block } from './document.ts';
import type { CertificateLetter, LetterFacts } from './facts.ts';
import { harmlessName } from './harmless-name.ts';
import { factWords, frameWords } from './letter-words.ts';
import { contractTail, loginIdTail, serialTail } from './masks.ts';
import { type BankNames, ownText } from './own-text.ts';
import { fill, joinSentences, type Text } from './text.ts';

/** Subject and bodies of a mail, without its addresses. */
export interface WrittenLetter {
  readonly subject: string;
  /** Lines end with LF. */
  readonly text: string;
  /** A whole document with the same words; nothing in it is fetched from anywhere. */
  readonly html: string;
}

type ToCustomer = Exclude<LetterFacts, { readonly kind: 'address-confirmation' }>;

/** Who may be unable to log in is told to verify the letter by the telephone number in his papers. */
const verifiedByPhone: ReadonlySet<LetterFacts['kind']> = new Set(['expired', 'reissued', 'revoked', 'code-sent']);

/**
 * The words of one mail in one language (R2, R28): HEAD, own text, FACTS, VERIFY, FOOT of the specification's screens 3.
 * The same facts always give the same letter. No link, no urgency, identifiers masked, names made harmless.
 */
export function writeLetter(facts: LetterFacts): WrittenLetter {
  const names = bankNames(facts);
  const { subject, paragraphs } = ownText(facts, names);
  const own = paragraphs.map(paragraph);
  const blocks =
    facts.kind === 'address-confirmation'
      ? [thanks(facts, names), ...own, small(noSecrets(facts, names)), ...foot(facts, names)]
      : [...head(facts, names), ...own, ...factsOf(facts), small(howToVerify(facts, names)), ...foot(facts, names)];
  return { subject, text: asText(blocks), html: asHtml(blocks, { language: facts.language, title: subject }) };
}

/** What stands of a mail in the portal, which needs neither greeting nor proof of where it comes from. */
export interface WrittenTwin {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

/** The twin of a mail in 重要なお知らせ (screens 3): its own text and FACTS, and whom to call. */
export function writeTwin(facts: CertificateLetter): WrittenTwin {
  const names = bankNames(facts);
  const { subject, paragraphs } = ownText(facts, names);
  return { subject, blocks: [...paragraphs.map(paragraph), factTable(facts), small(contact(facts, names))] };
}

function bankNames({ bank, language }: LetterFacts): BankNames {
  return { bankName: bank.name[language], serviceName: bank.serviceName[language] };
}

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const small = (text: string): Block => ({ kind: 'small', text });

function thanks({ language }: LetterFacts, names: BankNames): Block {
  return paragraph(fill(frameWords.thanks[language], names));
}

function head(facts: ToCustomer, names: BankNames): readonly Block[] {
  const { companyName, userName } = facts.recipient;
  return [
    paragraph(harmlessName(companyName)),
    paragraph(fill(frameWords.userName[facts.language], { userName: harmlessName(userName) })),
    thanks(facts, names),
  ];
}

function factsOf(facts: ToCustomer): readonly Block[] {
  const attached = facts.kind !== 'code-sent' && facts.calendarAttached;
  return [factTable(facts), ...(attached ? [paragraph(frameWords.calendar[facts.language])] : [])];
}

function factTable(facts: ToCustomer): Block {
  const { language, bank } = facts;
  const row = (label: Text, value: string) => [label[language], value] as const;
  const rows = [
    row(factWords.contractTail, contractTail(facts.contractNumber)),
    row(factWords.loginIdTail, loginIdTail(facts.loginId)),
    ...(facts.kind === 'code-sent'
      ? [row(factWords.codeExpiry, writeInstant(facts.codeExpiresAt, language, bank.policy.zone))]
      : [
          row(factWords.serialTail, serialTail(facts.certificate.serialNumber)),
          row(factWords.expiryDate, writeDay(facts.certificate.expiryDate, language)),
        ]),
    row(factWords.noticeNo, facts.noticeNumber),
  ];
  return { kind: 'facts', rows };
}

function howToVerify(facts: ToCustomer, names: BankNames): string {
  const { language } = facts;
  const byPhone = verifiedByPhone.has(facts.kind);
  return joinSentences(language, [
    frameWords.noLink[language],
    byPhone ? frameWords.verifyByPhone[language] : fill(frameWords.verify[language], names),
    ...(facts.signed && !byPhone ? [fill(frameWords.signed[language], names)] : []),
    fill(frameWords.neverAsked[language], names),
  ]);
}

function noSecrets({ language }: LetterFacts, names: BankNames): string {
  return joinSentences(language, [frameWords.noLink[language], fill(frameWords.neverAsked[language], names)]);
}

function foot(facts: LetterFacts, names: BankNames): readonly Block[] {
  const { language } = facts;
  const whomToCall = joinSentences(language, [contact(facts, names), frameWords.compareNumber[language]]);
  return [small(whomToCall), small(frameWords.sendOnly[language])];
}

function contact({ language, bank }: LetterFacts, { bankName }: BankNames): string {
  return fill(frameWords.contact[language], {
    bankName,
    helpDesk: bank.helpDesk[language],
    phone: bank.phone,
    phoneHours: bank.phoneHours[language],
  });
}

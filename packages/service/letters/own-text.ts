import type { GuidancePlace } from '@koshin/lifecycle/policies/bank-policy.ts';
import { writeDay, writeDayOf, writeInstant } from './dates.ts';
import type { Actor, CertificateLetter, LetterFacts, Reader } from './facts.ts';
import { choiceWords } from './letter-words.ts';
import { mailWords } from './mail-words.ts';
import { fill, joinSentences, type Language, type Text } from './text.ts';

/** What one kind of letter says that no other does. */
export interface OwnText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** Of the bank, as they stand in the letter. */
export interface BankNames {
  readonly bankName: string;
  readonly serviceName: string;
}

export function ownText(facts: LetterFacts, names: BankNames): OwnText {
  const { language, bank } = facts;
  const { zone } = bank.policy;
  if (facts.kind === 'code-sent') {
    const words = mailWords['code-sent'];
    const body = fill(words.body[language], {
      sentDate: writeDayOf(facts.sentAt, language, zone),
      delivery: choiceWords.delivery[facts.delivery][language],
      codeExpiry: writeInstant(facts.codeExpiresAt, language, zone),
    });
    return { subject: fill(words.subject[language], names), paragraphs: [body] };
  }
  if (facts.kind === 'address-confirmation') {
    const words = mailWords['address-confirmation'];
    const body = fill(words.body[language], { code: facts.code, until: writeInstant(facts.until, language, zone) });
    return { subject: fill(words.subject[language], names), paragraphs: [body] };
  }
  return ofCertificate(facts, names);
}

function ofCertificate(facts: CertificateLetter, names: BankNames): OwnText {
  const { language, bank } = facts;
  const say = (text: Text): string => text[language];
  const day = (of: Parameters<typeof writeDay>[0]) => writeDay(of, language);
  const at = (of: Parameters<typeof writeInstant>[0]) => writeInstant(of, language, bank.policy.zone);
  const expiryDate = day(facts.certificate.expiryDate);
  const place = (of: GuidancePlace): string => say(choiceWords.guidancePlace[of]);

  switch (facts.kind) {
    case 'first-stage': {
      const { subject, body, newExpiry } = mailWords['first-stage'];
      const sentences = [fill(body[language], { expiryDate, guidancePlace: place(facts.guidancePlace) })];
      if (facts.newExpiryDate !== null) {
        sentences.push(fill(newExpiry[language], { newExpiryDate: day(facts.newExpiryDate) }));
      }
      return {
        subject: fill(subject[language], { ...names, expiryDate }),
        paragraphs: [joinSentences(language, sentences)],
      };
    }
    case 'later-stage': {
      const { subject, body } = mailWords['later-stage'];
      const [guidancePlace, left] = [place(facts.guidancePlace), timeLeft(facts.daysLeft, language)];
      return {
        subject: fill(subject[language], { ...names, expiryDate }),
        paragraphs: [fill(body[language], { expiryDate, guidancePlace, left })],
      };
    }
    case 'unproven': {
      const { subject, body } = mailWords.unproven;
      const issuedDate = writeDayOf(facts.issuedAt, language, bank.policy.zone);
      return {
        subject: fill(subject[language], { ...names, expiryDate }),
        paragraphs: [fill(body[language], { issuedDate, guidancePlace: place(facts.guidancePlace), expiryDate })],
      };
    }
    case 'expired': {
      const { subject, subjectToAdministrator, body } = mailWords.expired;
      const forReader = facts.reader === 'user' ? subject : subjectToAdministrator;
      return {
        subject: fill(forReader[language], { ...names, expiryDate }),
        paragraphs: [fill(body[language], { expiryDate })],
      };
    }
    case 'renewed': {
      const { subject, body, overlap, noOverlap, ifNotYou } = mailWords.renewed;
      const earlier =
        facts.overlapEnd === null ? say(noOverlap) : fill(overlap[language], { overlapEnd: day(facts.overlapEnd) });
      const done = fill(body[language], { provenAt: at(facts.provenAt), newExpiryDate: expiryDate });
      return {
        subject: fill(subject[language], names),
        paragraphs: [joinSentences(language, [done, earlier]), say(ifNotYou)],
      };
    }
    case 'reissued': {
      const { subject, subjectToAdministrator, body, current, codeNotByMail, ifUnexpected } = mailWords.reissued;
      const forReader = facts.reader === 'user' ? subject : subjectToAdministrator;
      const done = fill(body[language], { at: at(facts.at), actor: actorFor(facts, language, names) });
      const fate = facts.fate === null ? [] : [fill(current[language], { fate: say(choiceWords.fate[facts.fate]) })];
      return {
        subject: fill(forReader[language], names),
        paragraphs: [joinSentences(language, [done, ...fate, say(codeNotByMail)]), say(ifUnexpected)],
      };
    }
    case 'revoked': {
      const { subject, body, ifUnexpected } = mailWords.revoked;
      return {
        subject: fill(subject[language], names),
        paragraphs: [
          fill(body[language], { at: at(facts.at), actor: actorFor(facts, language, names) }),
          say(ifUnexpected),
        ],
      };
    }
    case 'first-use': {
      const { subject, body, ifNotYou } = mailWords['first-use'];
      const nextWindowStart = day(facts.nextWindowStart);
      return {
        subject: fill(subject[language], names),
        paragraphs: [fill(body[language], { at: at(facts.at), nextWindowStart }), say(ifNotYou)],
      };
    }
  }
}

/** A letter that comes late says no more than is left (screens 1.6). */
function timeLeft(daysLeft: number, language: Language): string {
  const words = mailWords['later-stage'];
  if (daysLeft < 1) return words.today[language];
  if (daysLeft === 1) return words.oneDayLeft[language];
  return fill(words.daysLeft[language], { daysLeft: String(daysLeft) });
}

function actorFor(
  { actor, reader }: { readonly actor: Actor; readonly reader: Reader },
  language: Language,
  names: BankNames,
): string {
  const ofAnother = actor === 'user' && reader === 'administrator';
  return fill((ofAnother ? choiceWords.userOfAnother : choiceWords.actor[actor])[language], names);
}

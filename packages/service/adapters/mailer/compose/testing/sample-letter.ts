import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { verify } from '../../../../../../tests/conformance/pki/testkit/node-mathematics.ts';
import type { MailIdentity } from '../../../../../../tests/testkit/mail/mail-identity.ts';
import { expiryEvent } from '../../../../letters/expiry-event.ts';
import { type Kind, sampleBank, sampleFacts } from '../../../../letters/testing/sample-facts.ts';
import type { Language } from '../../../../letters/text.ts';
import { writeLetter } from '../../../../letters/write-letter.ts';
import type { Letter } from '../../../../ports/mailer.ts';
import type { MailSender, SigningMeans } from '../mail-sender.ts';

export const address = 'notice@bank.example';

/** An hour on, so that certificates made in the test are valid then. */
const date = instant(Math.floor(Date.now() / 1_000) * 1_000 + 3_600_000);

/** A real letter of this kind, addressed. */
export function sampleLetter(kind: Kind, language: Language, differing: Partial<Letter> = {}): Letter {
  return {
    messageId: '0123456789abcdef0123456789abcdef@bank.example',
    date,
    bankId: 'mihon',
    to: 'hanako@reiji.example',
    language,
    ...writeLetter(sampleFacts(kind, language)),
    calendar: null,
    ...differing,
  };
}

export const sampleCalendar = expiryEvent({
  language: 'ja',
  bank: sampleBank,
  uid: 'renewal@bank.example',
  sequence: 0,
  stamp: date,
  expiryDate: sampleFacts('first-stage', 'ja').certificate.expiryDate,
  noticeNumber: '31415926',
  organizer: address,
});

export const sampleSender: MailSender = {
  address,
  name: { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' },
  domain: 'bank.example',
  charset: 'utf-8',
  signing: null,
};

/** The sender with a key and its certificates. */
export function signingSender(identity: MailIdentity, differing: Partial<MailSender> = {}): MailSender {
  return { ...sampleSender, ...differing, signing: { keyName: 'mail-mihon', certificatesDer: [...identity.chain] } };
}

/** A signer that holds this key, and real mathematics. */
export function signingWith(identity: Pick<MailIdentity, 'algorithm' | 'sign'>): SigningMeans {
  return {
    signer: {
      algorithmOf: async () => identity.algorithm,
      sign: async ({ tbs }) => identity.sign(tbs.bytes),
    },
    mathematics: { verify },
  };
}

/** For letters that nobody signs. */
export const noSigning: SigningMeans = {
  signer: {
    algorithmOf: () => Promise.reject(new Error('nobody asked for a signature')),
    sign: () => Promise.reject(new Error('nobody asked for a signature')),
  },
  mathematics: { verify },
};

import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import type { ReactNode } from 'react';
import { formatFact } from '../../texts/dates.ts';
import { presentTexts } from '../../texts/present.ts';
import { useSpeech, useTexts } from '../../texts/use-texts.tsx';
import { Bullets } from '../../ui/prose/view.tsx';

/** The `present.*` pages by what they are called in the catalogue. */
export type PresentKind =
  | 'none'
  | 'expired'
  | 'notYet'
  | 'revoked'
  | 'issuerRevoked'
  | 'retired'
  | 'replaced'
  | 'otherBank'
  | 'otherUser'
  | 'unknown'
  | 'tooOld'
  | 'notCompleted';

const kinds: Readonly<Record<string, PresentKind>> = {
  'certificate-not-presented': 'none',
  'certificate-expired': 'expired',
  'certificate-not-yet-valid': 'notYet',
  'certificate-revoked': 'revoked',
  'certificate-issuer-revoked': 'issuerRevoked',
  'certificate-retired': 'retired',
  'certificate-replaced': 'replaced',
  'certificate-other-bank': 'otherBank',
  'certificate-other-user': 'otherUser',
  'certificate-unknown-issuer': 'unknown',
  'certificate-not-registered': 'unknown',
  'attempt-expired': 'tooOld',
  'attempt-already-used': 'tooOld',
  'attempt-other-session': 'tooOld',
  'presentation-not-completed': 'notCompleted',
};

/** The page of a refusal code; null for codes that do not come from presenting a certificate. */
export function presentKind(code: string): PresentKind | null {
  return kinds[code] ?? null;
}

/** Title and body of a `present.*` page; the body goes into `<Prose>`. Unknown facts show as ―. */
export function usePresentWords(
  kind: PresentKind,
  facts: PresentationView['facts'],
): { title: string; body: ReactNode } {
  const { t, prose, lines, language } = useTexts(presentTexts);
  const { bank } = useSpeech();
  const fact = (name: string) => formatFact(facts[name] ?? '―', language);
  const title = t(`${kind}.title`);
  switch (kind) {
    case 'none':
      return { title, body: [...prose('none.body'), <Bullets key="causes" points={lines('none.causes')} />] };
    case 'expired':
      return { title, body: prose('expired.body', { expiryDate: fact('expiryDate') }) };
    case 'notYet':
      return { title, body: prose('notYet.body', { validFrom: fact('validFrom') }) };
    case 'revoked':
    case 'issuerRevoked': {
      const values = { serialTail: fact('serialTail'), revokedDate: fact('revokedDate') };
      return { title, body: prose(`${kind}.body`, values) };
    }
    case 'retired': {
      const successor = { newSubjectLabel: fact('newSubjectLabel'), newSerialTail: fact('newSerialTail') };
      return { title, body: prose('retired.body', { provenDate: fact('provenDate'), ...successor }) };
    }
    case 'replaced': {
      const values = { newSubjectLabel: fact('newSubjectLabel'), newSerialTail: fact('newSerialTail') };
      return { title, body: prose('replaced.body', values) };
    }
    case 'otherUser':
      return { title, body: prose('otherUser.body', { userName: fact('userName') }) };
    case 'unknown': {
      const issuerName = bank?.issuerNames.join(language === 'ja' ? '」または「' : '” or “') ?? '―';
      return { title, body: prose('unknown.body', { issuerName }) };
    }
    case 'tooOld':
      return { title, body: prose('tooOld.body', { minutes: String(bank?.attemptMinutes ?? 2) }) };
    case 'notCompleted':
      return {
        title,
        body: [...prose('notCompleted.body'), <Bullets key="causes" points={lines('notCompleted.causes')} />],
      };
    default:
      return { title, body: prose(`${kind}.body`) };
  }
}

import { renewalTexts } from '../../texts/renewal.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Banner } from '../../ui/frame/view.tsx';
import type { Place } from '../flow/place.ts';

/** `turn.back`: Back or a reload has led to the current step. */
export function BackBanner({ place }: { place: Place }) {
  const { t } = useTexts(renewalTexts);
  return <Banner tone="information">{t('turn.back', { step: t(`step.${stepName(place)}`) })}</Banner>;
}

type StepName = 'start' | 'storage' | 'file-password' | 'issuing' | 'installing' | 'save' | 'import' | 'resume';

function stepName(place: Place): StepName {
  switch (place.at) {
    case 'start':
    case 'storage':
    case 'file-password':
    case 'save':
    case 'import':
    case 'issuing':
      return place.at;
    case 'usb-not-offered':
      return 'storage';
    case 'making-key':
      return 'issuing';
    case 'consent':
      return place.act === 'install' ? 'save' : 'issuing';
    case 'asking-helper':
      return place.act === 'install' ? 'installing' : 'issuing';
    case 'issuing-for-helper':
      return 'issuing';
    case 'installed':
    case 'install-not-found':
      return 'installing';
    case 'token-error':
      return place.asked === null ? 'storage' : stepName(place.asked);
    case 'declined':
      return stepName(place.asked);
    default:
      return 'resume';
  }
}

import type { ReactNode } from 'react';
import { expiredTexts } from '../../texts/expired.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { NumberedSteps } from '../../ui/steps/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';

const to = (href: string) => (inside: ReactNode) => <a href={href}>{inside}</a>;

/** `expired.public`: the ways back in. Online re-acquisition is not offered, so its step is left out. */
export function ExpiredPublic() {
  const { t, prose, rich } = useTexts(expiredTexts);
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <Prose>{prose('body')}</Prose>
      <NumberedSteps
        steps={[
          rich('step.renewing', { link: to('/') }),
          rich('step.administrator'),
          rich('step.otherwise', { link: to('/expired/request') }),
        ]}
      />
      <Prose block>{prose('code', { link: to('/first') })}</Prose>
    </>
  );
}

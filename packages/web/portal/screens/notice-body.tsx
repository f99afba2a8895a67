import { NoticeLetter } from '@koshin/wire/portal/notice-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { inLanguage } from '../../texts/in-language.ts';
import { noticeTexts } from '../../texts/notice.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { WithIcon } from '../../ui/frame/view.tsx';
import { RichText } from '../../ui/rich-text/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { api } from '../api/page-api.ts';
import { useNewLetter } from '../api/queries.ts';
import { NoticeMeta } from './notice-meta.tsx';

type WrittenOrMailed = Exclude<NoticeLetter, { kind: 'renewal' }>;

/** `notice.body`: what the bank wrote, or what it mailed, in the page's language where there is any. */
export function NoticeBody({ letter, back }: { letter: WrittenOrMailed; back: string }) {
  const { t, language } = useTexts(noticeTexts);
  const subject = inLanguage(letter.subject, language);
  const body = inLanguage(letter.body, language);
  const acknowledgement = letter.kind === 'written' ? letter.acknowledgement : null;
  const backToList = <ButtonLink href={back}>{t('letter.back')}</ButtonLink>;
  return (
    <article className="letter">
      <PageTitle lang={subject.lang}>{subject.words}</PageTitle>
      <NoticeMeta notice={letter} />
      {body.lang && <p className="only">{t(body.lang === 'ja' ? 'body.japaneseOnly' : 'body.englishOnly')}</p>}
      <RichText blocks={body.words} lang={body.lang} />
      {acknowledgement === null ? (
        <ButtonRow>{backToList}</ButtonRow>
      ) : (
        <Acknowledgement noticeNo={letter.noticeNo} at={acknowledgement.at} backToList={backToList} />
      )}
    </article>
  );
}

interface Asked {
  readonly noticeNo: string;
  /** When 「確認しました」 was pressed, or null. */
  readonly at: string | null;
  readonly backToList: ReactNode;
}

/** [確認しました], then 「確認済み（日時）」. Accessibility: what takes the button's place takes its focus, too. */
function Acknowledgement({ noticeNo, at, backToList }: Asked) {
  const { t, rich, instant } = useTexts(noticeTexts);
  const [busy, run] = useBusy();
  const [pressed, setPressed] = useState(false);
  const takeOver = useNewLetter();
  const confirmed = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (pressed && at !== null) confirmed.current?.focus();
  }, [pressed, at]);
  const acknowledge = async () => {
    const path = portalPaths.noticeAcknowledgement(noticeNo);
    await takeOver(await api.post({ path, body: {}, answer: NoticeLetter }));
    setPressed(true);
  };
  if (at !== null) {
    return (
      <>
        <div className="success block" ref={confirmed} tabIndex={-1}>
          <WithIcon tone="success">{rich('body.acknowledged', { at: instant(at) })}</WithIcon>
        </div>
        <ButtonRow>{backToList}</ButtonRow>
      </>
    );
  }
  return (
    <>
      <p className="block">{t('body.toAcknowledge')}</p>
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={() => run(acknowledge)}>
          {t('body.acknowledge')}
        </Button>
        {backToList}
      </ButtonRow>
    </>
  );
}

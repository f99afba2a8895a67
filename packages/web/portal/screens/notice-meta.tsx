import { formatNumber } from '../../texts/codes.ts';
import { noticeTexts } from '../../texts/notice.ts';
import { useTexts } from '../../texts/use-texts.tsx';

/** お知らせ番号 and 掲載日: what a customer compares with a mail. */
export function NoticeMeta({ notice }: { notice: { readonly noticeNo: string; readonly publishedDate: string } }) {
  const { rich, day } = useTexts(noticeTexts);
  return (
    <p className="meta">
      <span>{rich('letter.number', { noticeNo: formatNumber(notice.noticeNo) })}</span>
      <span>{rich('letter.published', { publishedDate: day(notice.publishedDate) })}</span>
    </p>
  );
}

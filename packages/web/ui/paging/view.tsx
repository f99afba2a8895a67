import { uiTexts } from '../../texts/ui.ts';
import { useTexts } from '../../texts/use-texts.tsx';

interface Pages {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** The address of a page. */
  readonly href: (page: number) => string;
}

/**
 * The page before and the page after; nothing where there is one page only. Accessibility: a named landmark of links; a
 * page that does not exist has none, and what stands between them says where one is.
 */
export function Paging({ page, pages, href }: Pages) {
  const { t } = useTexts(uiTexts);
  if (pages < 2) return null;
  return (
    <nav className="paging" aria-label={t('paging.label')}>
      {page > 1 && (
        <a className="linkrow before" href={href(page - 1)} rel="prev">
          {t('paging.previous')}
        </a>
      )}
      <span className="place">{t('paging.place', { page, pages })}</span>
      {page < pages && (
        <a className="linkrow after" href={href(page + 1)} rel="next">
          {t('paging.next')}
        </a>
      )}
    </nav>
  );
}

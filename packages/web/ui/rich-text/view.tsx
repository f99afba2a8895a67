import type { Block, Inline, RichText as RichTextTree } from '@koshin/wire/portal/rich-text.ts';
import { Fragment, type ReactNode } from 'react';
import type { Language } from '../../texts/catalogue.ts';
import { uiTexts } from '../../texts/ui.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Icon } from '../icons/view.tsx';

interface Written {
  readonly blocks: RichTextTree;
  /** Where the text is not in the page's language. */
  readonly lang?: Language | undefined;
}

/**
 * What a bank wrote, from its closed tree: elements only, never markup. Accessibility: headings stand below the page's
 * title, facts are a description list, and a link to another site says that it opens a tab.
 */
export function RichText({ blocks, lang }: Written) {
  return (
    <div className="rich" lang={lang}>
      {keyed(blocks, (block) => (
        <BlockView block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return <p>{inline(block.children)}</p>;
    case 'small':
      return <p className="small">{inline(block.children)}</p>;
    case 'heading':
      return <h2>{inline(block.children)}</h2>;
    case 'list': {
      const items = keyed(block.items, (item) => <li>{inline(item)}</li>);
      return block.ordered ? <ol className="numbered">{items}</ol> : <ul className="bullets">{items}</ul>;
    }
    case 'facts':
      return (
        <dl className="ledger">
          {keyed(block.rows, ([label, value]) => (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      );
  }
}

const inline = (children: readonly Inline[]): ReactNode => keyed(children, (one) => <InlineView one={one} />);

function InlineView({ one }: { one: Inline }) {
  switch (one.kind) {
    case 'text':
      return one.text;
    case 'break':
      return <br />;
    case 'strong':
      return <strong>{inline(one.children)}</strong>;
    case 'emphasis':
      return <em>{inline(one.children)}</em>;
    case 'link':
      return <Link href={one.href}>{inline(one.children)}</Link>;
  }
}

/** Another site opens in a tab of its own: the portal's session and place stay. */
function Link({ href, children }: { href: string; children: ReactNode }) {
  const { t, language } = useTexts(uiTexts);
  const elsewhere = href.startsWith('https://');
  const telephone = href.startsWith('tel:');
  return (
    <a
      href={href}
      rel="noopener noreferrer"
      target={elsewhere ? '_blank' : undefined}
      className={telephone ? 'nw' : undefined}
    >
      {children}
      {elsewhere && (
        <>
          <Icon name="window" />
          <span className="vh" lang={language}>
            {t('rich.newTab')}
          </span>
        </>
      )}
    </a>
  );
}

/** Each by its place: what is written does not change while it is shown. */
function keyed<One>(all: readonly One[], draw: (one: One) => ReactNode): ReactNode[] {
  return all.map((one, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the text is fixed for the page's life
    <Fragment key={index}>{draw(one)}</Fragment>
  ));
}

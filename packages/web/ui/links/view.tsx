import type { ReactNode } from 'react';
import { LinkButton } from '../button/view.tsx';
import { Icon } from '../icons/view.tsx';

/** Another way on: a place (`href`) or an act. The label is also its key. */
export type OtherWay =
  | { readonly label: string; readonly href: string }
  | { readonly label: string; readonly onPress: () => void };

/** Other ways on, one below the other, each 44 px high. Accessibility: a list, so its length is told. */
export function LinkList({ links }: { links: readonly OtherWay[] }) {
  return (
    <ul className="links">
      {links.map((link) => (
        <li key={link.label}>
          {'href' in link ? (
            <a href={link.href}>{link.label}</a>
          ) : (
            <LinkButton onPress={link.onPress}>{link.label}</LinkButton>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Links in a row, as below a sentence in a frame. */
export function InlineLinks({ children }: { children: ReactNode }) {
  return <p className="inlinks">{children}</p>;
}

interface ToWindow {
  readonly href: string;
  readonly onGo: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A link that opens another window. Accessibility: say so in words beside it. */
export function WindowLink({ href, onGo, children, className }: ToWindow) {
  return (
    <a
      className={className}
      href={href}
      onClick={(event) => {
        event.preventDefault();
        onGo();
      }}
    >
      {children}
      <Icon name="window" />
    </a>
  );
}

interface Go extends ToWindow {
  /** What happens then: 別ウィンドウで開きます。 */
  readonly below: ReactNode;
}

/** The one link a letter is about. Accessibility: that another window opens is said in words beside it. */
export function GoLink({ below, ...link }: Go) {
  return (
    <div className="golink block">
      <WindowLink {...link} />
      <p>{below}</p>
    </div>
  );
}

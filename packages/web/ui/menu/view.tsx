import { Icon } from '../icons/view.tsx';

export interface MenuItem {
  readonly label: string;
  readonly href: string;
  /** What is there: 未読 1件 */
  readonly count?: string;
  /** It waits for the customer: the count stands out. */
  readonly waits?: boolean;
}

/** Places to go to from the main screen. Accessibility: a list of links; the count is part of the link's name. */
export function Menu({ items }: { items: readonly MenuItem[] }) {
  return (
    <ul className="menu block">
      {items.map(({ label, href, count, waits = false }) => (
        <li key={href}>
          <a href={href}>
            <span className="label">{label}</span>
            {count && <span className={waits ? 'count waits' : 'count'}>{count}</span>}
            <Icon name="forward" />
          </a>
        </li>
      ))}
    </ul>
  );
}

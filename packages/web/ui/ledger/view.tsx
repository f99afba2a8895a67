import type { ReactNode } from 'react';

export interface LedgerRow {
  /** Also the row's key: each label once. */
  readonly label: string;
  readonly value: ReactNode;
}

/** Labels and values between two firm rules. Accessibility: a description list; no row is a heading or a button. */
export function Ledger({ rows, terms = false }: { rows: readonly LedgerRow[]; terms?: boolean }) {
  return (
    <dl className={terms ? 'ledger terms' : 'ledger'}>
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

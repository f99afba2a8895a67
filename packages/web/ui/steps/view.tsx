import type { ReactNode } from 'react';

/** Things to do one after the other. Accessibility: an ordered list; the numbers are its own. */
export function NumberedSteps({ steps }: { steps: readonly ReactNode[] }) {
  return (
    <ol className="steps block">
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps are fixed for the page's life
        <li key={index}>
          <p>{step}</p>
        </li>
      ))}
    </ol>
  );
}

import { useState } from 'react';
import type { InputError } from '../errors/view.tsx';

/** The errors of a form's last try, for the summary, the fields and the window's title. */
interface FormErrors<What> {
  readonly errors: readonly InputError[];
  readonly attempt: number;
  readonly of: (field: string) => string | undefined;
  /** A try failed with these; an empty list clears them. */
  readonly show: (what: readonly What[]) => void;
}

/**
 * The errors of a form. What is wrong is kept, not its words: `say` finds them at each drawing, so that they follow the
 * language (screens 2.0, `frame`).
 */
export function useErrorsSaid<What>(say: (what: What) => InputError): FormErrors<What> {
  const [{ wrong, attempt }, set] = useState<{ wrong: readonly What[]; attempt: number }>({ wrong: [], attempt: 0 });
  const errors = wrong.map(say);
  return {
    errors,
    attempt,
    of: (field) => errors.find((error) => error.field === field)?.words,
    show: (next) => set((before) => ({ wrong: next, attempt: before.attempt + 1 })),
  };
}

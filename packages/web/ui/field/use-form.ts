import { useState } from 'react';
import type { InputError } from '../errors/view.tsx';

/** The errors of a form's last try, for the summary, the fields and the window's title. */
export interface FormErrors {
  readonly errors: readonly InputError[];
  readonly attempt: number;
  readonly of: (field: string) => string | undefined;
  /** A try failed with these; an empty list clears them. */
  readonly show: (errors: readonly InputError[]) => void;
}

export function useFormErrors(): FormErrors {
  const [{ errors, attempt }, set] = useState<{ errors: readonly InputError[]; attempt: number }>({
    errors: [],
    attempt: 0,
  });
  return {
    errors,
    attempt,
    of: (field) => errors.find((error) => error.field === field)?.words,
    show: (next) => set((before) => ({ errors: next, attempt: before.attempt + 1 })),
  };
}

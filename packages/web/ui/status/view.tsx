import { useEffect, useState } from 'react';

/** Milliseconds between two announcements (screens 1.11: at most one a second). */
const pace = 1000;

/**
 * Words for the ear only. Accessibility: a status region that is there from the beginning, says the newest words at
 * most once a second and never moves the focus.
 */
export function Status({ words }: { words: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), said === '' ? 100 : pace);
    return () => clearTimeout(timer);
  }, [words, said]);
  return (
    <p className="vh" role="status">
      {said}
    </p>
  );
}

import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { Language } from '../texts/catalogue.ts';
import { languageCookie, languageOf } from '../texts/language.ts';
import { SpeechProvider } from '../texts/use-texts.tsx';
import { queryClient } from './api/page-api.ts';
import { sessionQuery } from './api/queries.ts';
import { makeRouter } from './routes.tsx';

const router = makeRouter();

/**
 * Has ready what the first page is drawn from: who is logged in, and the code of the page. React keeps a half-drawn page
 * for 300 ms where it would be whole in less. Takes as long as the service lets it; what fails fails again when it is
 * drawn.
 */
export async function prepareFirstPage(): Promise<void> {
  await Promise.all([queryClient.prefetchQuery(sessionQuery), router.load()]);
}

/** The customers' portal: every page and the renewal window. */
export function Portal() {
  return (
    <QueryClientProvider client={queryClient}>
      <Speaking />
    </QueryClientProvider>
  );
}

function Speaking() {
  const bank = useQuery(sessionQuery).data?.bank ?? null;
  const [language, setLanguage] = useState(() => languageOf(document.documentElement.lang));
  const change = useCallback((next: Language) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox ESR and Safari
    document.cookie = languageCookie(next);
    document.documentElement.lang = next;
    setLanguage(next);
  }, []);
  return (
    <SpeechProvider language={language} setLanguage={change} bank={bank}>
      <RouterProvider router={router} />
    </SpeechProvider>
  );
}

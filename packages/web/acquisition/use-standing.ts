import { AcquisitionStanding } from '@koshin/wire/portal/acquisition-messages.ts';
import { portalPages, portalPaths } from '@koshin/wire/portal/paths.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../portal/api/page-api.ts';
import { queryKeys } from '../portal/api/query-keys.ts';
import { Refused, Unanswered } from '../portal/api/refused.ts';
import { useGo } from '../portal/frame/go.tsx';

/** How to take over what an act answered: the pages follow at once, whatever was asked before. */
export function useNewStanding(): (standing: AcquisitionStanding) => Promise<void> {
  const queryClient = useQueryClient();
  return useCallback(
    async (standing) => {
      await queryClient.cancelQueries({ queryKey: queryKeys.acquisition });
      queryClient.setQueryData(queryKeys.acquisition, standing);
    },
    [queryClient],
  );
}

/**
 * Has done with the code in this browser, for now or for good, and goes to the login. Where the service does not hear of it,
 * it forgets the code by itself after a while: that keeps nobody here.
 */
export function useEndAcquisition(): () => Promise<void> {
  const takeOver = useNewStanding();
  const go = useGo();
  return useCallback(async () => {
    const end = { path: portalPaths.acquisitionEnd, body: {}, answer: AcquisitionStanding, repeat: 'never' } as const;
    await api.post(end).catch((error: unknown) => {
      if (!(error instanceof Refused || error instanceof Unanswered)) throw error;
    });
    await takeOver({ stage: 'none' });
    go(portalPages.start);
  }, [takeOver, go]);
}

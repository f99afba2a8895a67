import { AcquisitionStanding } from '@koshin/wire/portal/acquisition-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../portal/api/page-api.ts';
import { queryKeys } from '../portal/api/query-keys.ts';
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

/** Has done with the code in this browser, and goes to the login. */
export function useEndAcquisition(): () => Promise<void> {
  const takeOver = useNewStanding();
  const go = useGo();
  return async () => {
    await takeOver(await api.post({ path: portalPaths.acquisitionEnd, body: {}, answer: AcquisitionStanding }));
    go('/');
  };
}

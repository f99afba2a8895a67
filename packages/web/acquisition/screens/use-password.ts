import { AcquisitionStanding } from '@koshin/wire/portal/acquisition-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../portal/api/page-api.ts';
import { queryKeys } from '../../portal/api/query-keys.ts';
import { Refused, Unanswered } from '../../portal/api/refused.ts';
import type { GivesStanding } from './give-code.tsx';

/**
 * Gives the login password, or sets it. Resolves with the refusal that the field shows; what is refused for good, and a
 * code that is to be given again, has a page of its own.
 */
export function usePassword({ onStanding, onRefused }: GivesStanding) {
  const queryClient = useQueryClient();
  const askAgain = () => queryClient.refetchQueries({ queryKey: queryKeys.acquisition });
  return async (password: string): Promise<Refused | null> => {
    try {
      const call = { path: portalPaths.acquisitionPassword, body: { password }, answer: AcquisitionStanding };
      await onStanding(await api.post({ ...call, repeat: 'never' }));
      return null;
    } catch (error) {
      // Whether the try arrived is not known: how it stands is asked as soon as the service can be reached again.
      if (error instanceof Unanswered) return askAgain().then(() => null);
      if (!(error instanceof Refused)) throw error;
      const { code } = error.problem;
      if (code === 'password-mismatch' || code === 'login-password-unfit') return error;
      if (code === 'session-expired' || code === 'changed-meanwhile') return askAgain().then(() => null);
      onRefused(error);
      return null;
    }
  };
}

import { AcquisitionStanding } from '@koshin/wire/portal/acquisition-messages.ts';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../portal/api/page-api.ts';
import { queryKeys } from '../portal/api/query-keys.ts';
import { Refused, Unanswered } from '../portal/api/refused.ts';

/** What becomes of a try: the page of the next standing, or that of a refusal. */
export interface GivesStanding {
  readonly onStanding: (standing: AcquisitionStanding) => Promise<void>;
  /** Refused for good: no other entry helps. */
  readonly onRefused: (refused: Refused) => void;
}

/**
 * Gives code or password. Tries are counted, so each is made once: of one that did not come through, the standing tells, as
 * soon as the service can be reached, and so it does where the code is to be given again. Resolves with a refusal whose
 * code is among `shown`, which the field says; every other has a page of its own.
 */
export function useTry({
  onStanding,
  onRefused,
  shown,
}: GivesStanding & { readonly shown: readonly string[] }): (path: string, body: object) => Promise<Refused | null> {
  const queryClient = useQueryClient();
  return async (path, body) => {
    try {
      await onStanding(await api.post({ path, body, answer: AcquisitionStanding, repeat: 'never' }));
    } catch (error) {
      if (error instanceof Unanswered || isOutdated(error)) {
        await queryClient.refetchQueries({ queryKey: queryKeys.acquisition });
        return null;
      }
      if (!(error instanceof Refused)) throw error;
      if (shown.includes(error.problem.code)) return error;
      onRefused(error);
    }
    return null;
  };
}

const isOutdated = (error: unknown): boolean =>
  error instanceof Refused && ['session-expired', 'changed-meanwhile'].includes(error.problem.code);

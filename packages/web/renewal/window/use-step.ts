import { useOpenSession } from '../../portal/frame/session.ts';
import { type StepNumber, type StepPage, stepOf } from '../flow/steps.ts';
import { useRenewal } from './renewal-context.ts';

/** 手順 n／m of a page, on the way that this window goes. */
export function useStep(page: StepPage): StepNumber {
  const { facts } = useRenewal();
  const { mediaStorage } = useOpenSession().bank;
  return stepOf(page, { byHelper: (facts?.helper ?? null) !== null, mediaStorage });
}

import { useBank } from '../../portal/frame/session.ts';
import { type StepNumber, type StepPage, stepOf } from '../flow/steps.ts';
import { useRenewal } from './renewal-context.ts';

/** 手順 n／m of a page, on the way that this window goes. */
export function useStep(page: StepPage): StepNumber {
  const { facts } = useRenewal();
  const { mediaStorage } = useBank();
  // Once it is proven the helper is not asked any more: then it is known from where the certificate was put.
  const kept = facts?.renewal.proof?.certificate.storage?.kind ?? 'file-on-pc';
  return stepOf(page, { byHelper: kept !== 'file-on-pc' || (facts?.helper ?? null) !== null, mediaStorage });
}

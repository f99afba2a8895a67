import type { CommandSpec } from '../framework/command-spec.ts';
import { bankOption, change, oneApplication, reasonIn, reasonOptions } from './token-view.ts';

export const tokenDecline: CommandSpec = {
  noun: 'token',
  verb: 'decline',
  about: {
    ja: '専用USBの利用申込をお断りし、理由をお客さまにお知らせします。お渡しの前だけです',
    en: 'declines an application for a USB token before it is handed over; the customer is told why',
  },
  operand: oneApplication.operand,
  options: { ...bankOption, ...reasonOptions },
  run: (call) => change(call, { event: 'decline', reason: reasonIn(call.given) }),
};

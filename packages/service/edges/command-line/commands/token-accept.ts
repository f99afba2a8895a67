import type { CommandSpec } from '../framework/command-spec.ts';
import { change, oneApplication } from './token-view.ts';

export const tokenAccept: CommandSpec = {
  noun: 'token',
  verb: 'accept',
  about: {
    ja: '専用USBの利用申込を承認します。お客さまにお知らせします',
    en: 'accepts an application for a USB token; the customer is told',
  },
  ...oneApplication,
  run: (call) => change(call, { event: 'accept' }),
};

import type { CommandSpec } from '../framework/command-spec.ts';
import { change, oneApplication } from './token-view.ts';

export const tokenHandOver: CommandSpec = {
  noun: 'token',
  verb: 'hand-over',
  about: {
    ja: '登録した専用USBをお渡ししたことを記録します。お客さまにお知らせし、使用できるようにします',
    en: 'says that the registered token was handed over: it may be used from now on, and the customer is told',
  },
  ...oneApplication,
  run: (call) => change(call, { event: 'hand-over' }),
};

import type { CommandSpec } from '../framework/command-spec.ts';
import { bankOption, change, oneApplication, reasonIn, reasonOptions } from './token-view.ts';

export const tokenSuspend: CommandSpec = {
  noun: 'token',
  verb: 'suspend',
  about: {
    ja: 'お渡しした専用USBを、紛失や故障などのため使えなくします。電子証明書はそのままです',
    en: 'suspends a token that was handed over, as it was lost, broke or came back; certificates stay as they are',
  },
  operand: oneApplication.operand,
  options: { ...bankOption, ...reasonOptions },
  run: (call) => change(call, { event: 'suspend', reason: reasonIn(call.given) }),
};

/** What can happen to an application. `decide.ts` judges first what the table cannot see. */
export const applicationEvents = {
  accept: 'an operator accepts it',
  decline: 'an operator declines it, with a reason',
  withdraw: 'the customer withdraws it',
  register: 'an operator registers the token that is to be handed over, or another one in its place',
  'hand-over': 'an operator says that the registered token was handed over',
  'device-proved': 'the registered token signed a challenge with its device key',
  suspend: 'an operator suspends the token: lost, broken or taken back',
} as const;

export type ApplicationEventName = keyof typeof applicationEvents;

export const applicationEventNames = [
  'accept',
  'decline',
  'withdraw',
  'register',
  'hand-over',
  'device-proved',
  'suspend',
] as const satisfies readonly ApplicationEventName[];

/** What the use-case does in the same transaction as the change of state. */
export const applicationEffects = {
  'note-reason': 'keep the reason, in the bank’s words',
  'bind-token': 'register the token for the user, in the place of one registered for this application before',
  'suspend-token': 'let the token answer no further challenge',
  'tell-customer': 'put a notice of the change under 重要なお知らせ',
} as const;

export type ApplicationEffect = keyof typeof applicationEffects;

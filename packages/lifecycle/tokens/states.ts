/** The states of a 利用申込 for a dedicated USB token (R11), in the order in which the ordinary one passes them. */
export const applicationStates = {
  received: 'the customer has applied; the bank is checking it',
  accepted: 'the bank will hand a token over, and registers it meanwhile',
  'handed-over': 'the customer has the registered token; it has not yet been seen plugged in',
  usable: 'the registered token has answered a challenge with its device key',
  declined: 'the bank will hand nothing over, and has said why',
  withdrawn: 'the customer wants none any more',
  suspended: 'the token was lost, broken or taken back; another one takes another application',
} as const;

export type ApplicationStateName = keyof typeof applicationStates;

export const applicationStateNames = [
  'received',
  'accepted',
  'handed-over',
  'usable',
  'declined',
  'withdrawn',
  'suspended',
] as const satisfies readonly ApplicationStateName[];

/** An application that stands. At most one per user. */
export function stands(state: ApplicationStateName): boolean {
  return state !== 'declined' && state !== 'withdrawn' && state !== 'suspended';
}

/** The customer holds the token of this application, as far as the bank says. */
export function isHandedOver(state: ApplicationStateName): boolean {
  return state === 'handed-over' || state === 'usable';
}

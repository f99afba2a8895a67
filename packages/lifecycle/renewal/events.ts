/** What can happen to a renewal. Facts that the table cannot see are judged in `decide.ts` and choose between two events. */
export const renewalEvents = {
  resume: 'the customer starts again, in any window, on any node',
  confirm: 'the checks have passed, 「更新」 was pressed and the login password is fresh',
  'request-same-key': 'a CSR for a key this renewal already has an intent for',
  'request-new-key': 'a CSR for a key this renewal has not seen: the first, or a sibling’s',
  signed: 'the signer has answered an intent of this renewal',
  'reported-saved': 'the customer’s side says that the file of a successor is saved',
  'reported-installed': 'the customer’s side says that a successor is installed',
  'reported-lost': 'the customer says that an unproven successor is lost or stolen',
  proved: 'a successor was presented by its user and accepted, in the way that counts as proof',
  'proved-again': 'the successor that proved this renewal is presented once more',
  'window-closed': 'the renewal window has ended',
  cancel: 'the predecessor was revoked, the user suspended or the contract closed',
} as const;

export type RenewalEventName = keyof typeof renewalEvents;

export const renewalEventNames = [
  'resume',
  'confirm',
  'request-same-key',
  'request-new-key',
  'signed',
  'reported-saved',
  'reported-installed',
  'reported-lost',
  'proved',
  'proved-again',
  'window-closed',
  'cancel',
] as const satisfies readonly RenewalEventName[];

/** What the use-case does in the same transaction as the change of state. */
export const renewalEffects = {
  'record-intent':
    'record the intent (issuer generation, serial, profile, to-be-signed bytes, key) before the signer is called',
  'answer-same-certificate':
    'finish this key’s intent if its certificate is not recorded yet; answer that certificate, byte for byte',
  'record-certificate': 'record the signed certificate, before it is answered',
  'revoke-late-sibling': 'revoke the certificate just recorded as superseded: it came too late to be proven',
  'note-saved': 'note on the certificate that its file was reported saved',
  'note-installed': 'note on the certificate that it was reported installed',
  'revoke-lost-successor': 'revoke the reported successor, reason lost',
  'activate-successor': 'make the proven successor active',
  'retire-predecessor': 'set from when on the predecessor is retired',
  'revoke-siblings': 'revoke the unproven siblings as superseded',
  'move-session': 'move the proving session to the successor, under a new session id',
  'revoke-unproven-successors': 'revoke every unproven successor of this renewal',
} as const;

export type RenewalEffect = keyof typeof renewalEffects;

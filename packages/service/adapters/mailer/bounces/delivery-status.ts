import { isAddress } from '../senders.ts';
import { NoBounce } from './no-bounce.ts';

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

export interface BouncedRecipient {
  /** Where the mail was sent to, as the report has it. */
  readonly address: string;
  /** RFC 3464 2.3.3. Only `failed` is for good. */
  readonly action: (typeof actions)[number];
  /** RFC 3463, like 5.1.1; where the report gives none, the general one of the action. */
  readonly status: string;
  /** What the last server said, in one line; null: nothing. */
  readonly diagnostic: string | null;
}

const generalStatus = { failed: '5.0.0', delayed: '4.0.0', delivered: '2.0.0', relayed: '2.0.0', expanded: '2.0.0' };
const mostRecipients = 100;

/**
 * Reads the text of a message/delivery-status (RFC 3464 2): groups of fields with an empty line between, of which those
 * with a recipient are about one. Throws NoBounce where there is none, or one without address or action.
 */
export function parseDeliveryStatus(text: string): {
  readonly reportingMta: string | null;
  readonly recipients: readonly BouncedRecipient[];
} {
  const groups = text
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .map(fieldsIn);
  // Some servers put the fields of the message and of its only recipient into one group.
  const ofRecipients = groups.filter((fields) => fields.has('final-recipient') || fields.has('original-recipient'));
  if (ofRecipients.length === 0) throw new NoBounce('its delivery status names no recipient');
  if (ofRecipients.length > mostRecipients) throw new NoBounce(`it names more than ${mostRecipients} recipients`);
  const mta = groups.map((fields) => fields.get('reporting-mta')).find((value) => value !== undefined);
  return { reportingMta: mta === undefined ? null : withoutType(mta), recipients: ofRecipients.map(recipientIn) };
}

type Fields = ReadonlyMap<string, string>;

/** By lower-case name, unfolded; of several fields of a name the first. */
function fieldsIn(group: string): Fields {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

function recipientIn(fields: Fields): BouncedRecipient {
  const address = ['original-recipient', 'final-recipient']
    .flatMap((name) => fields.get(name) ?? [])
    .map((value) => withoutType(value).replace(/^<(.*)>$/, '$1'))
    .find(isAddress);
  if (address === undefined) throw new NoBounce('its delivery status names a recipient that is no address');
  const word = (fields.get('action') ?? '').toLowerCase().split(/[^a-z]/, 1)[0];
  const action = actions.find((known) => known === word);
  if (action === undefined) throw new NoBounce('its delivery status does not say what was done');
  const status = /^[245]\.\d{1,3}\.\d{1,3}(?!\S)/.exec(fields.get('status') ?? '')?.[0];
  const diagnostic = withoutType(fields.get('diagnostic-code') ?? '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .slice(0, 500);
  return { address, action, status: status ?? generalStatus[action], diagnostic: diagnostic || null };
}

/** `rfc822; a@b`, `dns; host`, `smtp; 550 …`: what stands right of the type, or all where there is no type. */
function withoutType(value: string): string {
  return value.replace(/^[A-Za-z0-9-]{1,20}[ \t]*;/, '').trim();
}

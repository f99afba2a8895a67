import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { Token, TokenApplication } from '../../ports/register/token-records.ts';
import type { Bytes, Sequence } from './schema.ts';

export interface TokenApplicationTable {
  seq: Sequence;
  bank_id: string;
  application_no: string;
  user_id: string;
  state: TokenApplication['state'];
  collection: TokenApplication['collection'];
  contact: string;
  reason: string | null;
  token_serial: string | null;
  received_at: Instant;
  changed_at: Instant;
  version: number;
}

export interface TokenTable {
  seq: Sequence;
  bank_id: string;
  serial: string;
  label: string;
  device_key: Bytes;
  user_id: string;
  registered_at: Token['registeredAt'];
  suspended_at: Token['suspendedAt'];
}

export interface TokenPresenceTable {
  renewal_id: string;
  serial: string;
  challenge: Bytes;
  challenged_at: Instant;
  proven_at: Instant | null;
}

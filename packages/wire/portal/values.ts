import { Type } from 'typebox';

/** Values that several messages share. Days are `YYYY-MM-DD` in the bank's zone, instants ISO 8601 in UTC. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const InstantText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{3})?Z$' });

/** Bytes as base64 (RFC 4648 section 4), without line breaks. */
export const Base64 = Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength: 16384 });

/** Identifiers of the register: 128 random bits as lower-case hex. */
export const Id = Type.String({ pattern: '^[0-9a-f]{32}$' });

/** A window of the browser names itself, so that a renewal can be held by one window at a time. */
export const WindowId = Type.String({ pattern: '^[0-9a-f]{32}$' });

/** A name in both languages of the portal. */
export const Localized = Type.Object({ ja: Type.String(), en: Type.String() }, { additionalProperties: false });
export type Localized = Type.Static<typeof Localized>;

export const Nullable = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

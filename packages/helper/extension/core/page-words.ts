import { Type } from 'typebox';

const nonce = Type.String({ pattern: '^[0-9a-f]{32}$' });
const exactly = { additionalProperties: false } as const;

/** What one of our own pages says to the background about the question whose window it is. */
export const PageWord = Type.Union([
  /** What is the question? */
  Type.Object({ nonce, say: Type.Literal('show') }, exactly),
  /** Still there; keeps the background awake while a person reads. */
  Type.Object({ nonce, say: Type.Literal('wait') }, exactly),
  Type.Object({ nonce, say: Type.Literal('yes') }, exactly),
  Type.Object({ nonce, say: Type.Literal('no') }, exactly),
  Type.Object({ nonce, say: Type.Literal('pin'), pin: Type.String({ minLength: 1, maxLength: 64 }) }, exactly),
]);
export type PageWord = Type.Static<typeof PageWord>;

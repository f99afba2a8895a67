import { Localized } from '@koshin/wire/portal/values.ts';
import { Type } from 'typebox';

/** Between our own pages and the background: what is asked, and what a person answers. */
const place = Type.Union([
  Type.Object({ kind: Type.Literal('pc') }),
  Type.Object({ kind: Type.Literal('token'), label: Type.String() }),
]);

export const ConsentAct = Type.Union([
  Type.Object({ act: Type.Literal('make-key'), place }),
  Type.Object({ act: Type.Literal('send-request') }),
  Type.Object({ act: Type.Literal('install'), place }),
  Type.Object({ act: Type.Literal('all') }),
  Type.Object({ act: Type.Literal('remove-old'), serialTail: Type.String(), place }),
  Type.Object({ act: Type.Literal('site') }),
]);
export type ConsentAct = Type.Static<typeof ConsentAct>;

const common = {
  language: Type.Union([Type.Literal('ja'), Type.Literal('en')]),
  origin: Type.String(),
  /** Null: of a site that is in no list; then nobody vouches for a name. */
  bank: Type.Union([Localized, Type.Null()]),
};

export const Question = Type.Union([
  Type.Object({ ...common, kind: Type.Literal('consent'), asked: ConsentAct }),
  Type.Object({
    ...common,
    kind: Type.Literal('pin'),
    tokenLabel: Type.String(),
    triesLeft: Type.Union([Type.Integer(), Type.Null()]),
  }),
]);
export type Question = Type.Static<typeof Question>;

const nonce = Type.String({ pattern: '^[0-9a-f]{32}$' });
const exactly = { additionalProperties: false } as const;

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

/** Milliseconds in which はい does not react after the window could be seen: a press meant for something else. */
export const pressesIgnored = 500;

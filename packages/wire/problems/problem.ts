import type { RefusalCode } from '@koshin/lifecycle/refusals/codes.ts';
import { Type } from 'typebox';
import { statuses } from './statuses.ts';

const codes = Object.keys(statuses).filter(isCode);

function isCode(key: string): key is RefusalCode {
  return Object.hasOwn(statuses, key);
}

/**
 * The answer to every refused request, as `application/problem+json` (RFC 9457).
 * `title` is the customer's text in his language with its placeholders filled, `detail` what a developer may need,
 * `refNo` the number to quote on the telephone (1234-5678, also in the log), `facts` what the page of this code shows.
 */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    code: Type.Enum(codes),
    detail: Type.Optional(Type.String()),
    refNo: Type.String({ pattern: '^\\d{4}-\\d{4}$' }),
    facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
  },
  { additionalProperties: false },
);
export type Problem = Type.Static<typeof Problem>;

/** The media type of a problem (RFC 9457 section 3). */
export const problemMediaType = 'application/problem+json';

/** A problem's type: a name, not an address (RFC 9457 3.1.1 allows both). */
export function problemType(code: RefusalCode): `urn:koshin:problem:${RefusalCode}` {
  return `urn:koshin:problem:${code}`;
}

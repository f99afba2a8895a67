import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { expect } from 'vitest';

/** What a body says, which must have the form of its message. */
export function messageIn<S extends TSchema>(schema: S, body: string): Static<S> {
  const said = JSON.parse(body);
  expect([...Value.Errors(schema, said)], body).toEqual([]);
  return said as Static<S>;
}

/** What an answer says that must be 200. */
export function saying<S extends TSchema>(
  schema: S,
  { body, status }: { readonly body: string; readonly status: number },
): Static<S> {
  expect(status, body).toBe(200);
  return messageIn(schema, body);
}

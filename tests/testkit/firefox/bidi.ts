import type { Browser } from 'puppeteer-core';
import { type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';

/** One command of WebDriver BiDi; answers what came as its result, and throws when that has another shape. */
export type Bidi = <Result extends TSchema>(
  method: string,
  parameters: object,
  result: Result,
) => Promise<Type.Static<Result>>;

const Answer = Type.Object({ result: Type.Unknown() });
const Evaluated = Type.Union([
  Type.Object({ type: Type.Literal('success'), result: Type.Object({ value: Type.String() }) }),
  Type.Object({ type: Type.Literal('exception'), exceptionDetails: Type.Object({ text: Type.String() }) }),
]);

/** For what Puppeteer does not show of the browser. It keeps its connection, the only one that Firefox allows, to itself. */
export function bidiOf(browser: Browser): Bidi {
  const connection: unknown = Reflect.get(browser, 'connection');
  if (typeof connection === 'object' && connection !== null && 'send' in connection) {
    const { send } = connection;
    if (typeof send === 'function') {
      return async (method, parameters, result) => {
        const answer: unknown = await send.call(connection, method, parameters);
        return Value.Parse(result, Value.Parse(Answer, answer).result);
      };
    }
  }
  throw new Error('this version of puppeteer-core keeps its connection elsewhere');
}

/** Runs the expression in the browsing context and returns its value, which must be JSON. Rejects when it throws. */
export async function evaluateIn(bidi: Bidi, context: string, script: string): Promise<unknown> {
  // BiDi has its own way to write values: a string of JSON is the same in both.
  const parameters = { expression: `JSON.stringify((${script}) ?? null)`, target: { context }, awaitPromise: true };
  const evaluated = await bidi('script.evaluate', parameters, Evaluated);
  if (evaluated.type === 'exception') throw new Error(evaluated.exceptionDetails.text);
  return JSON.parse(evaluated.result.value);
}

import { createElement, Fragment, type ReactNode } from 'react';
import type { Language } from './catalogue.ts';
import { compile } from './message.ts';

export type RichValue = ReactNode | ((inside: ReactNode) => ReactNode);
type Chunks = (string | ReactNode)[];

/** Values that never break inside a line: dates, times, telephone, numbers. */
const unbreakable = /(date|day|at|from|until|time|start|end|expiry|phone|hours|no)$/i;

/** A text with its elements. Dates and numbers are held together; values that are functions are tags. */
export function sayRichly(source: string, language: Language, values: Readonly<Record<string, RichValue>>): ReactNode {
  const held = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'function' ? tag(value) : hold(name, value)]),
  );
  const parts = compile(source, language).formatToParts<ReactNode>({ ...knownElements, ...held });
  return createElement(Fragment, null, ...parts.map((part) => part.value));
}

const hold = (name: string, value: ReactNode): ReactNode =>
  typeof value === 'string' && value.length <= 32 && unbreakable.test(name) ? (
    <span className="nw">{value}</span>
  ) : (
    value
  );

const tag = (element: (inside: ReactNode) => ReactNode) => (chunks: Chunks) =>
  element(createElement(Fragment, null, ...chunks));

const knownElements = {
  b: tag((inside) => <b>{inside}</b>),
  nw: tag((inside) => <span className="nw">{inside}</span>),
  ref: tag((inside) => <span className="ref">{inside}</span>),
  mono: tag((inside) => <span className="mono">{inside}</span>),
  label: tag((inside) => <span className="label-held">{inside}</span>),
  after: tag((inside) => <span className="after">{inside}</span>),
};

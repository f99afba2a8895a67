import fc from 'fast-check';

/** An element of DER opened up, so that single parts can be spoiled and the lengths around them stay right. */
interface Element {
  tag: number;
  /** Children of a constructed element; the octets of a primitive one. */
  children: Element[] | undefined;
  octets: Uint8Array;
  /** How the length is written; `minimal` is the only right one. */
  length: 'minimal' | 'padded' | 'indefinite' | 'too-long';
}

function open(der: Uint8Array): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < der.length; ) {
    const tag = der[at] ?? 0;
    const first = der[at + 1] ?? 0;
    const count = first < 0x80 ? 0 : first & 0x7f;
    const length =
      count === 0 ? first : der.slice(at + 2, at + 2 + count).reduce((value, octet) => value * 256 + octet, 0);
    const start = at + 2 + count;
    const octets = der.slice(start, start + length);
    elements.push({ tag, children: tag & 0x20 ? open(octets) : undefined, octets, length: 'minimal' });
    at = start + length;
  }
  return elements;
}

function close({ tag, children, octets, length }: Element): Uint8Array {
  const content = children ? Buffer.concat(children.map(close)) : octets;
  const size = content.length + (length === 'too-long' ? 1 : 0);
  const bytes = size < 256 ? [size] : [size >> 8, size & 0xff];
  if (length === 'indefinite') return Buffer.concat([Uint8Array.of(tag, 0x80), content, new Uint8Array(2)]);
  if (length === 'padded') return Buffer.concat([Uint8Array.of(tag, 0x81 + bytes.length, 0, ...bytes), content]);
  const header = size < 0x80 ? [size] : [0x80 + bytes.length, ...bytes];
  return Buffer.concat([Uint8Array.of(tag, ...header), content]);
}

const flatten = (element: Element): Element[] => [element, ...(element.children ?? []).flatMap(flatten)];

export const mutationKinds = [
  'truncate',
  'append',
  'flip',
  'tag',
  'pad-length',
  'indefinite',
  'too-long',
  'duplicate',
  'delete',
  'swap',
  'nest',
  'empty',
  'grow',
  'zero-prefix',
] as const;

export interface Mutation {
  readonly kind: (typeof mutationKinds)[number];
  /** Which element, octet or length, taken modulo how many there are. */
  readonly where: number;
  readonly amount: number;
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...mutationKinds),
  where: fc.nat(),
  amount: fc.integer({ min: 1, max: 0xffff }),
});

/** The octets with the mutations done to them, one after the other. */
export function mutate(der: Uint8Array, mutations: readonly Mutation[]): Uint8Array {
  const [root] = open(der);
  if (!root) throw new Error('nothing to mutate');
  const onOctets: Mutation[] = [];
  for (const one of mutations) {
    if (one.kind === 'truncate' || one.kind === 'append' || one.kind === 'flip') onOctets.push(one);
    else spoil(root, one);
  }
  return onOctets.reduce(spoilOctets, new Uint8Array(close(root)));
}

function spoilOctets(der: Uint8Array, { kind, where, amount }: Mutation): Uint8Array {
  if (kind === 'truncate') return der.slice(0, where % der.length);
  if (kind === 'append') return Buffer.concat([der, new Uint8Array(1 + (where % 40)).fill(amount & 0xff)]);
  return der.map((octet, at) => (at === where % der.length ? octet ^ (amount % 255) : octet));
}

function spoil(root: Element, { kind, where, amount }: Mutation): void {
  const elements = flatten(root);
  const target = elements[where % elements.length] ?? root;
  const parents = elements.filter((element) => (element.children?.length ?? 0) > 0);
  const siblings = parents[where % Math.max(1, parents.length)]?.children ?? [];
  const index = amount % Math.max(1, siblings.length);
  const sibling = siblings[index];
  if (kind === 'tag') target.tag = amount & 0xff;
  else if (kind === 'pad-length') target.length = 'padded';
  else if (kind === 'indefinite') target.length = 'indefinite';
  else if (kind === 'too-long') target.length = 'too-long';
  else if (kind === 'duplicate' && sibling) siblings.splice(index, 0, sibling);
  else if (kind === 'delete') siblings.splice(index, 1);
  else if (kind === 'swap' && sibling) siblings.push(...siblings.splice(index, 1));
  else if (kind === 'nest') nest(target, 1 + (amount % 40));
  else if (target.children) target.children = kind === 'empty' ? [] : target.children;
  else if (kind === 'empty') target.octets = new Uint8Array(0);
  else if (kind === 'grow') target.octets = Buffer.concat([target.octets, new Uint8Array(amount).fill(amount & 0xff)]);
  else if (kind === 'zero-prefix') target.octets = Buffer.concat([Uint8Array.of(0), target.octets]);
}

/** Puts the element into so many SEQUENCEs. */
function nest(target: Element, levels: number): void {
  for (let level = 0; level < levels; level++) {
    const inner = { ...target };
    Object.assign(target, { tag: 0x30, children: [inner], length: 'minimal' });
  }
}

import { Type } from 'typebox';

/**
 * Text with a few marks, as a closed tree: nothing in it can become markup, script or style of the page. A link leads to
 * `https:`, `mailto:` or `tel:`.
 */
const Inline = Type.Cyclic(
  {
    Inline: Type.Union([
      Type.Object({ kind: Type.Literal('text'), text: Type.String() }),
      Type.Object({ kind: Type.Literal('break') }),
      Type.Object({
        kind: Type.Union([Type.Literal('strong'), Type.Literal('emphasis')]),
        children: Type.Array(Type.Ref('Inline')),
      }),
      Type.Object({
        kind: Type.Literal('link'),
        href: Type.String({ pattern: '^(https://|mailto:|tel:)' }),
        children: Type.Array(Type.Ref('Inline')),
      }),
    ]),
  },
  'Inline',
);
export type Inline = Type.Static<typeof Inline>;

/** `facts` are rows of label and value; `small` is a paragraph in small print; items of a list hold one line each. */
export const Block = Type.Union([
  Type.Object({
    kind: Type.Union([Type.Literal('paragraph'), Type.Literal('small'), Type.Literal('heading')]),
    children: Type.Array(Inline),
  }),
  Type.Object({ kind: Type.Literal('list'), ordered: Type.Boolean(), items: Type.Array(Type.Array(Inline)) }),
  Type.Object({ kind: Type.Literal('facts'), rows: Type.Array(Type.Tuple([Type.String(), Type.String()])) }),
]);
export type Block = Type.Static<typeof Block>;

export const RichText = Type.Array(Block);
export type RichText = Type.Static<typeof RichText>;

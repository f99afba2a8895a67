import { Type } from 'typebox';

/**
 * Where pages cannot talk to extensions by themselves (Firefox), a script of ours in the page carries the messages:
 * `window.postMessage({ koshinHelper: 'request', id, request }, location.origin)`, answered by
 * `{ koshinHelper: 'answer', id, answer }`. `id` is the page's own.
 */
export const BridgeRequest = Type.Object({
  koshinHelper: Type.Literal('request'),
  id: Type.Union([Type.String({ maxLength: 64 }), Type.Integer()]),
  request: Type.Unknown(),
});
export type BridgeRequest = Type.Static<typeof BridgeRequest>;

/** The name of the bridge's port to the background. */
export const bridgePort = 'page';

import { Type } from 'typebox';
import { Version } from './values.ts';

/** What of a store's protection is real: `marked` asks not to give the key out, `enforced` makes sure of it. */
const Protection = Type.Union([Type.Literal('marked'), Type.Literal('enforced')]);

/** The PC's store that this browser uses; null where there is none that the helper knows. */
const PcStore = Type.Object({
  kind: Type.Union([Type.Literal('nss'), Type.Literal('windows'), Type.Literal('macos')]),
  writable: Type.Boolean(),
  protection: Protection,
});

/** What a token says of its PIN before it is asked: how many tries are left is told by few tokens. */
const PinState = Type.Union([
  Type.Literal('untouched'),
  Type.Literal('tried-wrong'),
  Type.Literal('final-try'),
  Type.Literal('locked'),
]);

const TokenReport = Type.Object({
  /** CK_TOKEN_INFO, without the blanks at their ends. */
  serial: Type.String(),
  label: Type.String(),
  pin: PinState,
});
export type TokenReport = Type.Static<typeof TokenReport>;

const TokensReport = Type.Object({
  /** File name of the PKCS#11 module, as `{moduleName}`. */
  moduleName: Type.String(),
  /** False: the module is not there or does not load. */
  moduleFound: Type.Boolean(),
  present: Type.Array(TokenReport),
});

export const HostStatus = Type.Object({
  answer: Type.Literal('status'),
  hostVersion: Version,
  pc: Type.Union([PcStore, Type.Null()]),
  tokens: TokensReport,
});
export type HostStatus = Type.Static<typeof HostStatus>;

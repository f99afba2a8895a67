import { Type } from 'typebox';
import { Day, Localized } from './values.ts';

/** `GET /api/downloads`: the helper as this installation gives it out (R12). */
export const DownloadList = Type.Object({
  /** The least that the service works with; older ones are told so. */
  minimumVersion: Type.String(),
  packages: Type.Array(
    Type.Object({
      /** Under `/downloads/`. */
      fileName: Type.String(),
      platform: Type.Union([
        Type.Literal('windows'),
        Type.Literal('macos'),
        Type.Literal('debian'),
        Type.Literal('linux'),
        Type.Literal('chromium-extension'),
        Type.Literal('firefox-extension'),
      ]),
      version: Type.String(),
      bytes: Type.Integer(),
      sha256: Type.String(),
      /** False: made, but not yet tried on the real system. */
      tried: Type.Boolean(),
    }),
  ),
  /** Newest first. */
  changes: Type.Array(Type.Object({ version: Type.String(), on: Day, texts: Type.Array(Localized) })),
});
export type DownloadList = Type.Static<typeof DownloadList>;

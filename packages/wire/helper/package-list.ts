import { Type } from 'typebox';
import { Day, Localized } from '../portal/values.ts';
import { Version } from './values.ts';

/** One package as it was made. */
export const HelperPackage = Type.Object({
  /** A name alone, no path. */
  fileName: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$' }),
  platform: Type.Union([Type.Literal('debian'), Type.Literal('linux'), Type.Literal('windows'), Type.Literal('macos')]),
  version: Version,
  /** False: made, but not yet tried on the real system. */
  tried: Type.Boolean(),
});

const Change = Type.Object({ version: Version, on: Day, texts: Type.Array(Localized) });

/** `packages.json`, which is made with the packages and stands beside them; changes newest first. */
export const PackageList = Type.Object({ packages: Type.Array(HelperPackage), changes: Type.Array(Change) });
export type PackageList = Type.Static<typeof PackageList>;

import { Type } from 'typebox';
import { HelperPackage, PackageList } from '../helper/package-list.ts';
import { Sha256 } from '../helper/values.ts';

const OfferedPackage = Type.Object({
  ...HelperPackage.properties,
  bytes: Type.Integer({ minimum: 0 }),
  sha256: Sha256,
});
export type OfferedPackage = Type.Static<typeof OfferedPackage>;

/** `GET /api/downloads`: the helper as this installation gives it out (R12); nothing where it gives out none. */
export const DownloadList = Type.Object({
  ...PackageList.properties,
  packages: Type.Array(OfferedPackage),
});
export type DownloadList = Type.Static<typeof DownloadList>;

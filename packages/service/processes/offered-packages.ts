import { environmentName } from '../configuration/settings.ts';
import { StartError } from '../configuration/start-error.ts';
import { HelperPackages } from '../edges/portal-http/helper-packages.ts';

/** The helper's packages in this folder; null without one. Throws StartError where there are none. */
export async function offeredPackages(folder: string | null): Promise<HelperPackages | null> {
  if (folder === null) return null;
  const packages = new HelperPackages(folder);
  try {
    await packages.list();
    return packages;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `${environmentName('helperPackagesFolder')} names a folder without the helper's packages: ${why}.`,
    );
  }
}

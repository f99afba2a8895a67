import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { DownloadList } from '@koshin/wire/portal/download-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import type { FastifyBaseLogger } from 'fastify';
import { Type } from 'typebox';
import type { Api } from './api-routes.ts';
import { callerOf } from './guard.ts';
import type { Portal } from './portal-server.ts';

const ofOne = { params: Type.Object({ fileName: Type.String({ maxLength: 100 }) }) };
/** Of one address, which may be a whole company's; a package is some 50 MB. */
const downloadLimit = { rateLimit: { max: 60, timeWindow: 60_000 } };
const nothing: DownloadList = { packages: [], changes: [] };

/** The helper's packages, for anyone: who has no certificate yet, or none that works, needs them too. */
export function downloadRoutes(api: Api, { addresses, helperPackages }: Portal): void {
  api.get(portalPaths.downloads, async (request) => {
    callerOf(request, addresses);
    return offered(request.log);
  });

  api.get(portalPaths.download(':fileName'), { schema: ofOne, config: downloadLimit }, async (request, reply) => {
    callerOf(request, addresses);
    const { packages } = await offered(request.log);
    const found = packages.find(({ fileName }) => fileName === request.params.fileName);
    if (found === undefined || helperPackages === null) throw refused('not-found');
    return (
      reply
        .header('content-disposition', `attachment; filename="${found.fileName}"`)
        // Kept, and asked for again when it has changed.
        .header('cache-control', 'no-cache')
        .sendFile(found.fileName, helperPackages.folder, { cacheControl: false })
    );
  });

  /** A folder that is being filled or that broke is as one with nothing in it: the renewal goes on without the helper. */
  async function offered(log: FastifyBaseLogger): Promise<DownloadList> {
    if (helperPackages === null) return nothing;
    try {
      return await helperPackages.list();
    } catch (error) {
      log.error({ err: error }, 'the packages of the helper cannot be offered');
      return nothing;
    }
  }
}

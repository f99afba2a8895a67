import { hostName } from '@koshin/wire/helper/values.ts';
import { attach } from './browser/attach.ts';
import type { ExtensionApi } from './browser/extension-api.ts';
import type { Site } from './core/sites.ts';

declare const chrome: ExtensionApi;
/** Put in by the build. */
declare const koshinSites: readonly Site[];

attach(chrome, { sites: koshinSites, hostName });

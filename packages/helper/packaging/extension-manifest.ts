interface Wanted {
  readonly browser: 'chromium' | 'firefox';
  readonly version: string;
  /** Match patterns of the pages that may talk to the extension. */
  readonly matches: readonly string[];
  readonly publicKey: string;
  readonly firefoxId: string;
}

/** Shown as `{extensionName}` where it is missing (screens 2.3). */
const extensionName = 'Koshin 電子証明書';

/** Manifest V3. The pages of the extension load nothing from elsewhere and send nothing anywhere. */
export function extensionManifest({ browser, version, matches, publicKey, firefoxId }: Wanted): object {
  const both = {
    manifest_version: 3,
    name: extensionName,
    description: '電子証明書の鍵をお客様のパソコンで作成します。Makes certificate keys on your own PC.',
    version,
    permissions: ['nativeMessaging', 'storage'],
    options_ui: { page: 'options.html', open_in_tab: true },
    content_security_policy: {
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    },
  };
  if (browser === 'chromium') {
    return {
      ...both,
      key: publicKey,
      minimum_chrome_version: '122',
      background: { service_worker: 'background.js', type: 'module' },
      storage: { managed_schema: 'managed-schema.json' },
      externally_connectable: { matches },
    };
  }
  return {
    ...both,
    // Pages reach an extension there through a script of its own alone.
    background: { scripts: ['background.js'], type: 'module' },
    content_scripts: [{ matches, js: ['bridge.js'], run_at: 'document_start', all_frames: false }],
    browser_specific_settings: { gecko: { id: firefoxId, strict_min_version: '128.0' } },
  };
}

/** What who manages the PC may set (`storage.managed`). */
export const managedSchema = {
  type: 'object',
  properties: {
    sites: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          origin: { type: 'string' },
          bank: { type: 'object', properties: { ja: { type: 'string' }, en: { type: 'string' } } },
        },
      },
    },
    userMayAllow: { type: 'boolean' },
  },
};

import type { OfferedPackage } from '@koshin/wire/portal/download-messages.ts';
import { expect, it } from 'vitest';
import { packageFor } from './package-for.ts';

const offered = (platform: OfferedPackage['platform']): OfferedPackage => ({
  fileName: `for-${platform}`,
  platform,
  version: '1.2.0',
  tried: true,
  bytes: 1,
  sha256: '0'.repeat(64),
});

it('a PC with Linux is offered the Debian package first, then the archive, and nothing of other systems', () => {
  const all = [offered('windows'), offered('linux'), offered('debian')];
  expect(packageFor('linux', all)?.platform).toBe('debian');
  expect(packageFor('linux', [offered('macos'), offered('linux')])?.platform).toBe('linux');
  expect(packageFor('linux', [offered('windows')])).toBeNull();
});

it.each(['windows', 'macos'] as const)('%s is offered its own alone', (system) => {
  expect(packageFor(system, [offered('debian'), offered(system)])?.platform).toBe(system);
  expect(packageFor(system, [offered('debian')])).toBeNull();
});

it.each(['ios', 'android', 'chromeos', 'other'] as const)('%s is offered nothing', (system) => {
  expect(packageFor(system, [offered('debian'), offered('windows'), offered('macos')])).toBeNull();
});

import { extensionName } from '@koshin/wire/helper/values.ts';
import type { helperTexts } from '../texts/helper-parts.ts';
import type { Spoken } from '../texts/use-texts.tsx';
import type { Lack } from './this-pc.ts';

/** What is missing and what to do about it, in one sentence or two (screens, `renewal.check`). */
export function sayLack(lack: Lack, { t }: Spoken<typeof helperTexts>): string {
  switch (lack.code) {
    case 'helper-outdated':
      return t(lack.code, { have: lack.have, need: lack.need });
    case 'helper-module-missing':
      return t(lack.code, { moduleName: lack.moduleName });
    case 'helper-extension-missing':
      return t(lack.code, { extensionName });
    default:
      return t(lack.code);
  }
}

import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { listTokens } from '../../../use-cases/tokens/find-applications.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import type { Language } from '../language.ts';
import { table } from './table.ts';
import { bankOption } from './token-view.ts';

const head: Readonly<Record<Language, readonly string[]>> = {
  ja: ['シリアル番号', '名前', '契約者ID', '利用者ID', '登録', '停止'],
  en: ['serial', 'label', 'contract', 'login ID', 'registered', 'suspended'],
};

export const tokenList: CommandSpec = {
  noun: 'token',
  verb: 'list',
  about: {
    ja: '登録してある専用USBの一覧。停止したものは示しません',
    en: 'lists the tokens that are registered and not suspended',
  },
  options: {
    ...bankOption,
    all: { kind: 'flag', value: '', about: { ja: '停止したものも', en: 'also those suspended' } },
  },
  async run({ means, given, language }) {
    const found = await listTokens(means, { bankId: given.needed('bank'), suspended: given.flag('all') });
    const json = found.map(({ serial, label, contractNumber, loginId, deviceKey, registeredAt, suspendedAt }) => ({
      ...{ serial, label, contractNumber, loginId },
      deviceKey: encodePem('PUBLIC KEY', deviceKey),
      registeredAt: formatInstant(registeredAt),
      suspendedAt: suspendedAt && formatInstant(suspendedAt),
    }));
    const rows = json.map((one) => [
      ...[one.serial, one.label, one.contractNumber, one.loginId, one.registeredAt, one.suspendedAt ?? '-'],
    ]);
    return { json, lines: table(head[language], rows) };
  },
};

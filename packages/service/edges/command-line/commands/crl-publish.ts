import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { type AuthorityFacts, listAuthorities } from '../../../use-cases/authorities/list-authorities.ts';
import { type Publishing, publishCrls } from '../../../use-cases/revocation/publish-crls.ts';
import type { Call, CommandSpec } from '../framework/command-spec.ts';
import { exitCodes } from '../framework/exit-codes.ts';
import { rootKeyOptions, rootSignerOf } from './root-keys.ts';
import { table } from './table.ts';

export const crlPublish: CommandSpec = {
  noun: 'crl',
  verb: 'publish',
  about: {
    ja: 'CRLをいま作り直して公開します。ルートのCRLは、ルートの鍵が手元にあるとき',
    en: "makes CRLs anew and publishes them now; a root's where its key is at hand",
  },
  options: {
    bank: { kind: 'text', value: 'ID', about: { ja: 'この金庫の発行局だけ', en: "only those of this bank's CAs" } },
    ...rootKeyOptions,
  },
  async run(call) {
    const { means, given, language } = call;
    const bankId = given.text('bank');
    const authorities = await listAuthorities(means, { bankId });
    const { published, missed, passedOver } = await publish(call, bankId);
    const head = language === 'ja' ? ['認証局', '分割', '番号', '次の更新'] : ['CA', 'shard', 'number', 'next update'];
    const rows = published.map(({ issuerId, shard, number, nextUpdate }) => [
      nameOf(issuerId, authorities),
      String(shard),
      String(number),
      formatInstant(nextUpdate),
    ]);
    const notes = [...missed, ...passedOver].map(({ issuerId, keyName, code }) => {
      const words = language === 'ja' ? '公開できませんでした' : 'not published';
      return `${nameOf(issuerId, authorities)}: ${words} (${code}, ${keyName})`;
    });
    return {
      json: { published: published.map(publishedJson), missed, passedOver },
      lines: [...table(head, rows), ...notes],
      ...(missed.length > 0 ? { exitCode: exitCodes.unreachable } : {}),
    };
  },
};

interface Outcome {
  readonly published: Publishing['published'];
  /** Should have been made: keys that are not at hand, though they are the service's own or were put in. */
  readonly missed: Publishing['refused'];
  /** Roots whose keys are elsewhere by choice. */
  readonly passedOver: Publishing['refused'];
}

async function publish(call: Call, bankId: string | null): Promise<Outcome> {
  const { means, given } = call;
  if (given.text('key-folder') !== null || given.text('key-passphrase-file') !== null) {
    if (bankId !== null) throw given.wrong('--bank and --key-folder do not go together');
    // A root that was put in signs its own CRL and nothing else.
    const { published, refused } = await publishCrls({ ...means, signer: rootSignerOf(call) }, 'now', isRoot);
    return { published, missed: refused, passedOver: [] };
  }
  const own = await publishCrls(means, 'now', (one) => !isRoot(one) && (bankId === null || one.bankId === bankId));
  const roots = bankId === null ? await publishCrls(means, 'now', isRoot) : { published: [], refused: [] };
  return { published: [...own.published, ...roots.published], missed: own.refused, passedOver: roots.refused };
}

const isRoot = ({ bankId }: { readonly bankId: string | null }) => bankId === null;

function nameOf(id: string, authorities: readonly AuthorityFacts[]): string {
  return authorities.find(({ issuer }) => issuer.id === id)?.name ?? id;
}

function publishedJson({
  issuerId,
  shard,
  number,
  thisUpdate,
  nextUpdate,
  fingerprint,
}: Publishing['published'][number]) {
  return {
    issuer: issuerId,
    shard,
    number,
    thisUpdate: formatInstant(thisUpdate),
    nextUpdate: formatInstant(nextUpdate),
    fingerprint,
  };
}

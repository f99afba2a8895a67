import type { AuthorityReason } from '@koshin/lifecycle/certificates/authority-revocation.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { type AuthorityFacts, listAuthorities } from '../../../use-cases/authorities/list-authorities.ts';
import { revokeAuthority, weighAuthority } from '../../../use-cases/authorities/revoke-authority.ts';
import { revokeCertified } from '../../../use-cases/authorities/revoke-certified.ts';
import { mustLockNobodyOut } from '../../../use-cases/authorities/weigh-revocation.ts';
import type { Call, CommandSpec, Outcome } from '../framework/command-spec.ts';
import { authorityJson, authorityLines, oneAuthority } from './authority-view.ts';
import { certificatesIn } from './certificate-file.ts';
import { loseAccess, loseAccessOption, weightLines } from './lose-access-option.ts';
import { rootKeyOptions, rootSignerOf } from './root-keys.ts';

const reasons = [
  'ca-compromise',
  'affiliation-changed',
  'superseded',
  'cessation',
  'privilege-withdrawn',
  'unspecified',
] as const satisfies readonly AuthorityReason[];

export const caRevoke: CommandSpec = {
  noun: 'ca',
  verb: 'revoke',
  about: {
    ja: '発行局を失効させます。その電子証明書はすべてただちに使えなくなり、ルートのCRLを公開し直します。元に戻せません',
    en: "revokes an issuing CA: all its certificates work no more from now on, and the root's CRL is published anew. It cannot be undone",
  },
  operand: {
    value: 'ID',
    optional: true,
    about: {
      ja: '認証局のID（ca list）、または金庫のID（--generation とともに）',
      en: "its id, as ca list shows it; or a bank's, with --generation",
    },
  },
  options: {
    generation: { kind: 'text', value: 'N', about: { ja: 'その金庫の何世代目か', en: "which of the bank's" } },
    'certificate-file': {
      kind: 'file',
      value: 'FILE',
      about: {
        ja: 'IDの代わりに、ルートのある機械で：ca sign-request が出力した証明書（PEM）',
        en: 'in place of ID, where the root is on a machine of its own: what ca sign-request wrote there (PEM)',
      },
    },
    reason: {
      kind: 'text',
      value: 'REASON',
      needed: true,
      about: { ja: `理由：${reasons.join('、')}`, en: `why: ${reasons.join(', ')}` },
    },
    name: {
      kind: 'text',
      value: 'NAME',
      about: { ja: '確認のため、その認証局の名前（CN）', en: 'its name (CN), to confirm that it is meant; asked for' },
    },
    yes: { kind: 'flag', value: '', about: { ja: '名前を尋ねません', en: 'asks for no name' } },
    'dry-run': {
      kind: 'flag',
      value: '',
      about: { ja: 'どうなるかを示すだけで、何も変えません', en: 'says what it would mean, and changes nothing' },
    },
    ...loseAccessOption,
    ...rootKeyOptions,
  },
  confirmation: {
    option: 'name',
    unless: ['yes', 'certificate-file'],
    preview: 'dry-run',
    question: {
      ja: '失効させるには、この認証局の名前（CN）を入力してください：',
      en: 'To revoke it, type its name (CN): ',
    },
  },
  async run(call) {
    const { given } = call;
    const reason = given.oneOf('reason', reasons);
    const certificate = given.file('certificate-file');
    if ((certificate === null) === (given.operand === null))
      throw given.wrong('either ID or --certificate-file says which CA is meant');
    return certificate === null ? revokeHere(call, reason) : revokeElsewhere(call, certificate, reason);
  },
};

async function revokeHere(call: Call, reason: AuthorityReason): Promise<Outcome> {
  const { means, given, language } = call;
  const authority = await meant(call);
  const { weight } = await weighAuthority(means, authority.issuer.id);
  const weighed = weightLines(weight, language);
  if (given.flag('dry-run')) {
    const lines = [`${authority.subject} (${authority.issuer.id})`, ...weighed];
    return { json: { dryRun: true, id: authority.issuer.id, name: authority.name, weight }, lines };
  }
  if (!given.flag('yes')) {
    const typed = given.text('name') ?? given.missing('name');
    if (typed !== authority.name)
      throw given.wrong(`--name is ${JSON.stringify(typed)}, but the CA is ${authority.name}`);
  }
  const thoughCustomersLoseAccess = given.flag(loseAccess);
  if (!thoughCustomersLoseAccess) mustLockNobodyOut(weight);
  const { issuer } = authority;
  const asked = { issuerId: issuer.id, reason, rootSigner: rootSignerOf(call), thoughCustomersLoseAccess };
  const { before, listed } = await revokeAuthority(means, asked);
  const now = oneAuthority(await listAuthorities(means, { bankId: null }), issuer.id);
  return {
    json: { ...authorityJson(now), before, listed, weight },
    lines: [...outcomeLines({ before, listed }, call), ...(before ? [] : weighed), ...authorityLines(now, language)],
  };
}

async function revokeElsewhere(call: Call, pem: string, reason: AuthorityReason): Promise<Outcome> {
  const { given } = call;
  if (given.flag('dry-run')) throw given.wrong('--dry-run counts certificates, which are where the CA is registered');
  const [certificateDer = new Uint8Array()] = certificatesIn(pem);
  const told = await revokeCertified(call.means, { certificateDer, reason, rootSigner: rootSignerOf(call) });
  const { root, name, serial, before, listed } = told;
  const carry =
    call.language === 'ja'
      ? `${name}：crl show ${root.id} の出力を、その機械で crl import に渡してください。`
      : `${name}: carry what crl show ${root.id} writes to where it is, for crl import.`;
  return { json: { issuedBy: root.id, name, serial, before, listed }, lines: [...outcomeLines(told, call), carry] };
}

/** Refuses `not-found` for an id that nobody has; wrong usage for a bank without the number of its generation. */
async function meant({ means, given }: Call): Promise<AuthorityFacts> {
  const all = await listAuthorities(means, { bankId: null });
  const [id, number] = [given.operand ?? '', given.text('generation')];
  const ofBank = all.filter(({ issuer }) => issuer.bankId === id);
  if (ofBank.length === 0) return oneAuthority(all, id);
  if (number === null) throw given.wrong(`--generation says which CA of ${id} is meant`);
  const found = ofBank.find(({ issuer }) => String(issuer.generation) === number);
  if (!found) throw refused('not-found', { bank: id, generation: number });
  return found;
}

function outcomeLines({ before, listed }: { before: boolean; listed: boolean }, { language }: Call): string[] {
  const { revoked, wasRevoked, unlisted } = words[language];
  return [before ? wasRevoked : revoked, ...(listed ? [] : [unlisted])];
}

const words = {
  ja: {
    revoked: '失効させました。',
    wasRevoked: 'すでに失効していました。最初の理由のままです。',
    unlisted: 'ルートのCRLにはまだ載っていません。ルートの鍵とともに crl publish を実行してください。',
  },
  en: {
    revoked: 'Revoked.',
    wasRevoked: 'It had been revoked before; the first reason stays.',
    unlisted: "It is not on the root's CRL yet: run crl publish with the root's key.",
  },
} as const;

import type { DemoAccount, DemoBank, DemoCertificate, DemoState } from './demo-pages.ts';
import { type Html, html } from './html.ts';
import { doneIcon } from './icons.ts';
import type { Language, Texts } from './texts.ts';

/** The demo customers, bank by bank, with all that is needed to log in as one of them. */
export function customers(t: Texts, language: Language, { banks, accounts }: DemoState): Html {
  const [first] = accounts;
  const filePassword = accounts.find(({ certificate }) => certificate)?.certificate?.filePassword ?? null;
  return html`
<section class="section"><h2>${t.customers}</h2>
<p class="gap">${t.passwords}</p>
<dl class="ledger gap">
<div><dt>${t.loginPassword}</dt><dd class="mono">${first?.password ?? null}</dd></div>
<div><dt>${t.filePassword}</dt><dd class="mono">${filePassword}</dd></div>
</dl>
${banks.map((bank) => ofBank(t, bank.name[language], bank, accounts))}</section>`;
}

function ofBank(t: Texts, name: string, bank: DemoBank, accounts: readonly DemoAccount[]): Html {
  return html`
<section class="block" data-bank="${bank.id}"><h3 class="bank">${name}</h3>
<p class="gap"><a class="btn" href="${bank.portalUrl}/" target="_blank" rel="noopener">${t.openPortal(name)}</a></p>
<table class="grid"><thead><tr><th scope="col">${t.customer}</th><th scope="col">${t.certificate}</th><th scope="col">${t.loginId}</th><th scope="col">${t.file}</th></tr></thead>
<tbody>${accounts.filter((account) => account.bank === bank.id).map((account) => row(t, account))}</tbody></table></section>`;
}

function row(t: Texts, account: DemoAccount): Html {
  const { certificate, loginId } = account;
  return html`
<tr><th scope="row">${account.userName} <span class="role">${t.roles[account.role]}</span><span class="support">${account.companyName}</span></th>
<td data-label="${t.certificate}">${certificate ? standing(t, certificate) : toAcquire(t, account)}</td>
<td data-label="${t.loginId}"><span class="mono">${loginId}</span></td>
<td data-label="${t.file}">${certificate?.fileName ? fileLink(t, loginId, certificate.fileName) : t.noFile}</td></tr>`;
}

function toAcquire(t: Texts, { code }: DemoAccount): Html {
  const given = code && html`<span class="support">${t.code} <span class="mono nw">${code}</span></span>`;
  return html`${t.neverAcquired}${given}`;
}

function fileLink(t: Texts, loginId: string, fileName: string): Html {
  return html`<a class="linkrow" href="/demo/p12/${fileName}.p12" download="${fileName}.p12" aria-label="${t.fileOf(loginId)} ${fileName}.p12">.p12</a><span class="mark done" data-presented="${fileName}" hidden>${doneIcon}${t.presented}</span>`;
}

function standing(t: Texts, { status, expiryDate, daysLeft, renewal, renewableFrom }: DemoCertificate): Html {
  const expiry = html`<span class="nw">${t.expiry(t.day(expiryDate))}</span>`;
  if (status !== 'active' && status !== 'issued')
    return html`${expiry}<span class="support">${t.states[status]}</span>`;
  const advice = t.renewal(renewal, t.day(renewableFrom));
  return html`${expiry}<span class="support"><span class="nw">${t.daysLeft(daysLeft)}</span>${advice === '' ? null : html`${t.comma}<span class="advice">${advice}</span>`}</span>`;
}

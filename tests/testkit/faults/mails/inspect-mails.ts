import { readMail } from '@koshin/service/adapters/mailer/outbox-folder/read-mail.ts';
import type { AuditEvent, Mail } from '@koshin/service/ports/register/records.ts';
import { brokenAudit } from '../invariants/broken-audit.ts';
import type { MailedCustomer, MailWorld } from './mail-world.ts';
import { moodOf, type Taken } from './moody-server.ts';

export interface Inspected {
  /** Each begins with the number of the invariant (spec: lifecycle, "Invariants"). */
  readonly violations: readonly string[];
  /** How many messages the server took that it had taken already. */
  readonly repeated: number;
  readonly states: Readonly<Record<string, number>>;
}

/** Looks at what stands in the register and at what the mail server was given, when no process runs any more. */
export async function inspectMails({ use, customers, server, mailings }: MailWorld): Promise<Inspected> {
  const heard: Heard = new Map();
  for (const [number, { ended, told }] of mailings) {
    if ((await ended) !== null) continue;
    for (const one of told) {
      if (!('outcome' in one)) continue;
      const key = `${number} ${one.messageId}`;
      heard.set(key, [...(heard.get(key) ?? []), one.outcome]);
    }
  }
  const { rows, events, broken } = await use(async (register) => ({
    rows: await register.read((tx) =>
      Promise.all(customers.map(({ certificateId }) => tx.mails.ofCertificate(certificateId))),
    ),
    events: await register.read((tx) => tx.audit.of({ bankId: 'mihon' })),
    broken: await brokenAudit(register),
  }));
  const taken = Map.groupBy(server.taken, ({ messageId }) => messageId);
  const violations = broken.map((finding) => `7: the audit log: ${JSON.stringify(finding)}`);

  // 1. The rows, and what became of each.
  const endings = Map.groupBy(events.filter(isEnding), ({ subject }) => String(subject.mailId));
  for (const [index, customer] of customers.entries()) {
    const mails = rows[index] ?? [];
    const said = mails.map(({ occasion, userId }) => `${occasion} to ${userId}`);
    const wanted = customer.stages.map((stage) => `${stage} to ${customer.userId}`);
    if (said.join() !== wanted.join()) violations.push(`3: rows [${said}] instead of [${wanted}]`);
    for (const mail of mails) {
      const messages = taken.get(messageIdOf(mail)) ?? [];
      const wrong = [
        ...wrongEnd(mail, customer, messages),
        ...wrongEvents(mail, endings.get(mail.id) ?? []),
        ...unexplained(mail, messages, heard),
        ...(await differing(messages)),
        ...composedLate(customer, messages),
      ];
      violations.push(...wrong.map((what) => `3: mail ${mail.occasion} to ${customer.address}: ${what}`));
    }
  }

  // 2. Nothing beside them.
  const all = rows.flat();
  const known = new Set(all.map(messageIdOf));
  const strange = [...taken.keys()].filter((messageId) => !known.has(messageId));
  if (strange.length > 0) violations.push(`3: messages of no row: ${strange}`);
  const planned = events.filter(({ act }) => act === 'mails-planned').map(({ subject }) => plannedBy(subject));
  const sum = planned.reduce((a, b) => a + b, 0);
  if (sum !== all.length) violations.push(`7: the audit log has ${sum} planned mails, the register ${all.length}`);
  const states = Object.fromEntries(
    [...Map.groupBy(all, ({ state }) => state)].map(([state, mails]) => [state, mails.length]),
  );
  return { violations, repeated: server.taken.length - taken.size, states };
}

/** What a process that lived to write it down was told of a letter, try by try; by its number and the Message-ID. */
type Heard = Map<string, readonly string[]>;

const messageIdOf = ({ id }: Mail) => `${id}@mihon.example`;
const isEnding = ({ act }: AuditEvent) => act === 'mail-sent' || act === 'mail-not-sent';
const plannedBy = (subject: AuditEvent['subject']) =>
  Number(subject.waiting) + Number(subject.skipped) + Number(subject.suppressed);

function wrongEnd(mail: Mail, { address, renewedAt }: MailedCustomer, messages: readonly Taken[]): readonly string[] {
  const ended = `it is ${mail.state} (${mail.reason}, ${mail.answer})`;
  const isNever = moodOf(address) === 'never';
  switch (mail.state) {
    case 'waiting':
      return [ended];
    case 'sent':
      return isNever || messages.length === 0 ? [`${ended}, the server has not taken it`] : [];
    case 'unreachable':
      return isNever && mail.reason === 'refused' && mail.answer?.startsWith('550 5.1.1 ') ? [] : [ended];
    case 'suppressed':
      return renewedAt !== null && mail.reason === 'renewed' ? [] : [ended];
    case 'skipped':
      return mail.reason === 'later-stage-due' && messages.length === 0 ? [] : [ended];
  }
}

/** What was sent, or never will be, is told once; what was planned so is told by its planning. */
function wrongEvents({ state }: Mail, events: readonly AuditEvent[]): readonly string[] {
  const acts = events.map(({ act }) => act).join();
  const wanted = state === 'sent' ? ['mail-sent'] : state === 'unreachable' ? ['mail-not-sent'] : ['', 'mail-not-sent'];
  return wanted.includes(acts) ? [] : [`the audit log has [${acts}] of a mail that is ${state}`];
}

/**
 * A server may be given a letter again only by somebody who cannot know that it has it.
 *
 * A process that lives for long may itself try a letter again whose first try ended without an answer: of its messages
 * only the last can be the one that it was told of.
 */
function unexplained({ tries, sentAt }: Mail, messages: readonly Taken[], heard: Heard): readonly string[] {
  const outcomesOf = ({ by, messageId }: Taken) => heard.get(`${by} ${messageId}`) ?? [];
  const known = messages.slice(0, -1).filter((message, place) => {
    const outcomes = outcomesOf(message);
    const isItsLast = !messages.slice(place + 1).some(({ by }) => by === message.by);
    const wentOn = outcomes.slice(0, -1).includes('accepted');
    return wentOn || (isItsLast && outcomes.includes('accepted'));
  });
  const late = messages.filter(({ at }) => sentAt !== null && at > sentAt);
  return [
    ...known.map(({ by }) => `process ${by} knew that it was taken, and it was sent again`),
    ...late.map(({ by }) => `process ${by} sent it after it was recorded as sent`),
    ...(messages.length > tries ? [`taken ${messages.length} times in ${tries} tries`] : []),
  ];
}

/** Unsigned as they are, all octets are the same, not only what a reader sees. */
async function differing([first, ...others]: readonly Taken[]): Promise<readonly string[]> {
  if (!first) return [];
  const unlike = others.filter(({ raw, to }) => !raw.equals(first.raw) || to !== first.to);
  const before = await partsOf(first);
  return Promise.all(
    unlike.map(async (other) => {
      const after = await partsOf(other);
      const parts = Object.keys(before).filter((part) => before[part] !== after[part]);
      return `the letter was sent again with another ${parts.join(', ') || 'octet'}`;
    }),
  );
}

async function partsOf({ raw, to }: Taken): Promise<Readonly<Record<string, string>>> {
  const { from, subject, text, html } = await readMail(raw);
  return { recipient: to, from, subject, text, html, date: String(composedAt(raw)) };
}

function composedLate({ renewedAt }: MailedCustomer, messages: readonly Taken[]): readonly string[] {
  if (renewedAt === null) return [];
  // The header knows whole seconds only.
  const late = messages.filter(({ raw }) => composedAt(raw) > renewedAt);
  return late.map(({ raw }) => `it was written at ${composedAt(raw)}, after the renewal at ${renewedAt}`);
}

const composedAt = (raw: Buffer): number => Date.parse(/^Date: (.+)$/im.exec(raw.toString('latin1'))?.[1] ?? '');

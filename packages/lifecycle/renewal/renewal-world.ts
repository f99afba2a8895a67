import { type CalendarDay, calendarDay, dayOf } from '../calendar/calendar-day.ts';
import { type Instant, instant, parseInstant } from '../calendar/instant.ts';
import { retiresAt } from '../certificates/status.ts';
import { expiryDateOfSuccessor, renewalWindow, windowPosition } from '../certificates/term.ts';
import type { BankPolicy } from '../policies/bank-policy.ts';
import { type Aim, judgePresentation, type RegisteredCertificate } from '../presentation/judge.ts';
import { type AllowedTransition, decide, decideProof, decideRequest, decideStart } from './decide.ts';
import type { RenewalEffect, RenewalEventName } from './events.ts';
import type { RenewalStateName } from './states.ts';

/** What can happen in the world, in any order; an act that the rules refuse changes nothing. */
export type Act =
  | { readonly act: 'wait'; readonly hours: number }
  | { readonly act: 'start' | 'confirm' | 'sweep-window' | 'revoke-predecessor' }
  | { readonly act: 'request' | 'sign' | 'save' | 'install' | 'lose' | 'prove' | 'log-in'; readonly key: string };

/**
 * One customer, one certificate, its renewal and a register, for tests: it gathers facts, asks the rules and performs
 * the effects as a use-case does, and keeps a history to judge the rules by.
 */
export class RenewalWorld {
  readonly policy: BankPolicy;
  now: Instant = parseInstant('2026-11-20T12:00:00+09:00');
  state: RenewalStateName | null = null;
  predecessor: RegisteredCertificate;
  readonly intents = new Map<string, Instant>();
  readonly successors = new Map<string, RegisteredCertificate>();
  provenId: string | null = null;
  readonly history: RenewalStateName[] = [];

  constructor(policy: BankPolicy) {
    this.policy = policy;
    this.predecessor = certificate('old', null, 'active', calendarDay('2026-12-22'));
  }

  perform(act: Act): void {
    switch (act.act) {
      case 'wait':
        this.now = instant(this.now + act.hours * 3_600_000);
        break;
      case 'start':
        this.start();
        break;
      case 'confirm':
        this.happen('confirm');
        break;
      case 'sweep-window':
        if (windowPosition(renewalWindow(this.policy, this.predecessor.expiryDate), this.now) === 'after') {
          this.happen('window-closed');
        }
        break;
      case 'revoke-predecessor':
        this.predecessor = revoked(this.predecessor, this.now, 'administrator');
        this.happen('cancel');
        break;
      case 'request':
        this.request(act.key);
        break;
      case 'sign':
        if (this.intents.has(act.key) && !this.successors.has(act.key)) this.happen('signed', act.key);
        break;
      case 'save':
        if (this.successors.has(act.key)) this.happen('reported-saved', act.key);
        break;
      case 'install':
        if (this.successors.has(act.key)) this.happen('reported-installed', act.key);
        break;
      case 'lose':
        if (this.successors.has(act.key) && act.key !== this.provenId) this.happen('reported-lost', act.key);
        break;
      case 'prove':
        this.prove(act.key, { purpose: 'proof', userId: 'keiko', renewalId: 'renewal', predecessorId: 'old' });
        break;
      case 'log-in':
        this.prove(act.key, { purpose: 'login' });
        break;
    }
  }

  /** Whether login takes this certificate now. */
  accepts(presented: RegisteredCertificate, aim: Aim = { purpose: 'login' }): boolean {
    return judgePresentation({
      now: this.now,
      zone: this.policy.zone,
      bankId: 'mihon',
      aim,
      presented: {
        issuer: 'ours',
        issuerBankId: 'mihon',
        registered: presented,
        sameBytes: true,
        issuerRevokedAt: null,
        userSuspendedAt: null,
        contractClosedAt: null,
      },
    }).accepted;
  }

  private start(): void {
    const facts = { policy: this.policy, certificate: this.predecessor, now: this.now, live: this.state };
    const decision = decideStart(facts);
    if (decision.allowed && decision.start === 'new') this.enter('preparing');
    if (!decision.allowed && decision.endLive) this.happen('window-closed');
  }

  private request(key: string): void {
    if (this.state === null) return;
    const today = dayOf(this.now, this.policy.zone);
    const keysToday = [...this.intents.values()].filter((at) => dayOf(at, this.policy.zone) === today).length;
    const decision = decideRequest({
      state: this.state,
      keysToday,
      policy: this.policy,
      keyKnownHere: this.intents.has(key),
      keyKnownElsewhere: key === 'known-elsewhere',
    });
    if (decision.allowed) this.apply(decision, key);
  }

  private prove(key: string, aim: Aim): void {
    const presented = this.successors.get(key);
    if (presented === undefined || this.state === null || !this.accepts(presented, aim)) return;
    const decision = decideProof({ state: this.state, provenCertificateId: this.provenId, certificateId: key });
    if (decision.allowed) this.apply(decision, key);
  }

  private happen(event: RenewalEventName, key = ''): void {
    if (this.state === null) return;
    const decision = decide(this.state, event);
    if (decision.allowed) this.apply(decision, key);
  }

  private apply(transition: AllowedTransition, key: string): void {
    for (const effect of transition.effects) this.effect(effect, key);
    this.enter(transition.next);
  }

  private enter(state: RenewalStateName): void {
    this.state = state;
    this.history.push(state);
  }

  private effect(effect: RenewalEffect, key: string): void {
    switch (effect) {
      case 'record-intent':
        this.intents.set(key, this.now);
        break;
      case 'record-certificate':
        this.successors.set(key, certificate(key, 'renewal', 'issued', this.newExpiryDate()));
        break;
      case 'activate-successor':
        this.provenId = key;
        this.change(key, (successor) => ({ ...successor, state: 'active' }));
        break;
      case 'retire-predecessor': {
        const { policy, now: provenAt } = this;
        const oldExpiryDate = this.predecessor.expiryDate;
        this.predecessor = { ...this.predecessor, retiresAt: retiresAt({ policy, provenAt, oldExpiryDate }) };
        break;
      }
      case 'revoke-siblings':
      case 'revoke-unproven-successors':
        for (const id of this.successors.keys()) if (id !== this.provenId) this.revoke(id, 'lifecycle');
        break;
      case 'revoke-late-sibling':
        this.revoke(key, 'lifecycle');
        break;
      case 'revoke-lost-successor':
        this.revoke(key, 'customer');
        break;
      case 'answer-same-certificate':
      case 'note-saved':
      case 'note-installed':
      case 'move-session':
        break;
    }
  }

  private newExpiryDate(): CalendarDay {
    const issuedOn = dayOf(this.now, this.policy.zone);
    return expiryDateOfSuccessor({ policy: this.policy, oldExpiryDate: this.predecessor.expiryDate, issuedOn });
  }

  private revoke(id: string, by: 'lifecycle' | 'customer'): void {
    this.change(id, (successor) => (successor.revocation === null ? revoked(successor, this.now, by) : successor));
  }

  private change(id: string, how: (successor: RegisteredCertificate) => RegisteredCertificate): void {
    const successor = this.successors.get(id);
    if (successor !== undefined) this.successors.set(id, how(successor));
  }
}

function certificate(
  id: string,
  renewalId: string | null,
  state: 'issued' | 'active',
  expiryDate: CalendarDay,
): RegisteredCertificate {
  const notBefore = parseInstant('2025-12-22T00:00:00Z');
  return {
    id,
    userId: 'keiko',
    renewalId,
    serial: '43d8',
    notBefore,
    state,
    expiryDate,
    retiresAt: null,
    revocation: null,
  };
}

function revoked(
  certificate: RegisteredCertificate,
  at: Instant,
  by: 'lifecycle' | 'customer' | 'administrator',
): RegisteredCertificate {
  const reason = by === 'lifecycle' ? 'superseded' : 'lost';
  return { ...certificate, state: 'revoked', revocation: { at, reason, by } };
}

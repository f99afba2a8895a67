import { calendarDay, isCalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { addGeneration } from '../../../use-cases/authorities/add-generation.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { authorityMade } from './authority-view.ts';
import { authorityOptions, generationAsked } from './issuing-ca-options.ts';

export const caRollover: CommandSpec = {
  noun: 'ca',
  verb: 'rollover',
  about: {
    ja: '金庫の発行局の次の世代を作ります。指定日から発行を引き継ぎ、前の世代の電子証明書はそのまま使えます',
    en: "makes the next generation of a bank's issuing CA, which takes over on a day; what earlier ones issued lives on",
  },
  options: {
    bank: { kind: 'text', value: 'ID', needed: true, about: { ja: '金庫', en: 'the bank' } },
    'takes-over-at': {
      kind: 'text',
      value: 'DAY',
      needed: true,
      about: {
        ja: '引き継ぐ日（2027-04-01 の形、金庫の時間帯で0時から）',
        en: "the day, like 2027-04-01; from 0:00 in the bank's zone",
      },
    },
    ...authorityOptions,
  },
  async run(call) {
    const { means, given, language } = call;
    const day = given.needed('takes-over-at');
    if (!isCalendarDay(day)) throw given.wrong(`--takes-over-at takes a day like 2027-04-01, not ${day}`);
    const made = await addGeneration(means, {
      ...generationAsked(call),
      bankId: given.needed('bank'),
      takesOverOn: calendarDay(day),
    });
    return authorityMade(means, made, language);
  },
};

import { addDays, type CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { BankId } from '../ports/register/records.ts';
import type { NoticeDraft } from '../use-cases/notices/draft-notice.ts';

/** What a bank of the demo has told its customers. */
export interface InventedNotice extends Omit<NoticeDraft, 'firstDay' | 'users'> {
  readonly writtenDaysAgo: number;
  /** Everybody who has logged in since has read it: what is new on the screen is the renewal. */
  readonly read: boolean;
}

/** For the demo that begins on this day. */
export function inventedNotices(today: CalendarDay): readonly InventedNotice[] {
  return [
    ...(['mihon', 'reiji'] as const).map((bankId) => maintenance(bankId, today)),
    confirmation('mihon', { contract: '1002055', today }),
    confirmation('reiji', { contract: '2005031', today }),
  ];
}

function maintenance(bankId: BankId, today: CalendarDay): InventedNotice {
  const sunday = sundayAfter(addDays(today, 7));
  const [month, day] = [Number(sunday.slice(5, 7)), Number(sunday.slice(8))];
  return {
    bankId,
    contracts: [],
    acknowledgementAsked: false,
    lastDay: sunday,
    writtenDaysAgo: 5,
    read: true,
    subject: { ja: 'システム点検に伴うサービス停止のお知らせ', en: 'Service interruption for system maintenance' },
    body: {
      ja: `平素よりWEB-FBサービスをご利用いただき、誠にありがとうございます。
システム点検のため、下記の時間帯は**すべてのお取引**をご利用いただけません。ご不便をおかけしますが、ご理解くださいますようお願い申し上げます。

## 停止する日時
- ${month}月${day}日（日）午前2時から午前6時まで

## ご留意いただきたいこと
- 停止中は、ログインもご利用いただけません。
- 予約された振込は、点検の終了後に処理いたします。
- お持ちの電子証明書に影響はありません。`,
      en: `Thank you for using the WEB-FB service.
During the hours below **no transactions** are possible, as our systems are under maintenance. We apologise for the inconvenience.

## Time
- Sunday ${sunday}, 2:00 to 6:00 (Japan time)

## Please note
- Login is not possible during the maintenance.
- Scheduled transfers are carried out after it.
- Your certificates are not affected.`,
    },
  };
}

function confirmation(
  bankId: BankId,
  { contract, today }: { readonly contract: string; readonly today: CalendarDay },
): InventedNotice {
  return {
    bankId,
    contracts: [contract],
    acknowledgementAsked: true,
    lastDay: addDays(today, 60),
    writtenDaysAgo: 1,
    read: false,
    subject: { ja: 'ご登録内容のご確認のお願い', en: 'Please check your registered details' },
    body: {
      ja: `いつもWEB-FBサービスをご利用いただき、ありがとうございます。
ご契約の内容を正しく保つため、次の点をご確認ください。

1. 利用者の氏名と役割が、現在の担当と合っていること
2. 退職または異動された方の利用者IDが残っていないこと
3. メールアドレスが、いまお使いのものであること

変更がある場合は、お取引店の窓口でお手続きください。*お電話やメールで、パスワードをおたずねすることはありません。*

お読みになりましたら、下の「確認しました」を押してください。`,
      en: `Thank you for using the WEB-FB service.
Please check the following, so that the details of your contract stay correct.

1. The names and roles of the users are those of the people now in charge
2. No user ID is left of anyone who has left or moved
3. The mail addresses are those in use

If anything has changed, please tell your branch. *We never ask for your password by phone or mail.*

When you have read this, please confirm it below.`,
    },
  };
}

/** The first Sunday from this day on. */
function sundayAfter(day: CalendarDay): CalendarDay {
  // 1970-01-01, day 0, was a Thursday.
  const weekday = (Math.floor(Date.parse(day) / 86_400_000) + 4) % 7;
  return addDays(day, (7 - weekday) % 7);
}

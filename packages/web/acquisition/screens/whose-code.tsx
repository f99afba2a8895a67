import type { AcquisitionStanding } from '@koshin/wire/portal/acquisition-messages.ts';
import { loginTexts } from '../../texts/login.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Ledger } from '../../ui/ledger/view.tsx';

export type AsksPassword = Extract<AcquisitionStanding, { readonly stage: 'password' }>;

/** Whose code it was: so that nobody sets or gives a password for another. */
export function WhoseCode({ companyName, userName, loginId }: AsksPassword) {
  const { t } = useTexts(loginTexts);
  return (
    <div className="block">
      <Ledger
        rows={[
          { label: t('password.company'), value: companyName },
          { label: t('password.user'), value: userName },
          { label: t('password.loginId'), value: <span className="mono">{loginId}</span> },
        ]}
      />
    </div>
  );
}

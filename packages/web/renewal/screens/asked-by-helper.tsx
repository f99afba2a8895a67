import { useBank } from '../../portal/frame/session.ts';
import { renewalHelperTexts } from '../../texts/renewal-helper.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Frame } from '../../ui/frame/view.tsx';
import type { AskingHelper } from '../flow/place.ts';

/** Says where the question is. A bank that has it asked once for all three acts has it asked with the first of them. */
export function AskedByHelper({ act }: { act: AskingHelper['act'] }) {
  const { rich } = useTexts(renewalHelperTexts);
  const bank = useBank();
  if (act !== 'make-key' && bank.helper?.consents === 'all') return null;
  return (
    <div role="status" className="block">
      <Frame tone="information">{rich('asking')}</Frame>
    </div>
  );
}

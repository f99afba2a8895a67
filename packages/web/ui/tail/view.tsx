import { formatNumber } from '../../texts/codes.ts';
import { shared } from '../../texts/shared.ts';
import { useTexts } from '../../texts/use-texts.tsx';

/** The last line of every failure page, below its buttons: who helps, and the number to quote. */
export function FailureTail({ refNo }: { refNo: string }) {
  const { rich } = useTexts(shared);
  return (
    <div className="tail">
      <p>{rich('tail', { refNo: formatNumber(refNo) })}</p>
    </div>
  );
}

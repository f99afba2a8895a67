import type { SingleResponse } from '../../single-response.ts';
import type { ResponseRule } from '../rule.ts';

const iso = (instant: number) => new Date(instant).toISOString();

/** What is said holds now already and not for ever, and who says it may still speak when it ends. */
export const times: ResponseRule = {
  name: 'times',
  source: 'RFC 6960 4.2.2.1, RFC 5019 2.2.4',
  check: ({ data, responder }) => {
    const { notBefore, notAfter } = responder.certificate;
    const sound = ({ thisUpdate, nextUpdate }: SingleResponse) =>
      thisUpdate <= data.producedAt && data.producedAt < nextUpdate && nextUpdate <= notAfter;
    const broken = data.responses.find((response) => !sound(response));
    if (data.producedAt >= notBefore && !broken) return undefined;
    return {
      expected: `thisUpdate, producedAt ${iso(data.producedAt)}, nextUpdate in this order, until ${iso(notAfter)}`,
      got: broken ? `${iso(broken.thisUpdate)} to ${iso(broken.nextUpdate)}` : `a responder from ${iso(notBefore)} on`,
    };
  },
};

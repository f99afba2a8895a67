import type { HostStatus } from '@koshin/wire/helper/status.ts';
import type { Examples } from '../../ui/example.ts';
import { type AnswerOf, type HelperRefusal, refusal } from '../answers.ts';
import { pageHelper } from '../page-helper.ts';
import { LiveCheck } from './view.tsx';

const hostStatus: HostStatus = {
  answer: 'status',
  hostVersion: '1.4.0',
  pc: { kind: 'nss', writable: true, protection: 'marked' },
  tokens: { moduleName: 'opensc-pkcs11.so', moduleFound: true, present: [] },
};
const listed = (host: AnswerOf<'status'>['host']): AnswerOf<'status'> => ({
  answer: 'status',
  extensionVersion: '1.4.0',
  site: 'listed',
  host,
});

/** A helper that says this of itself, and everything once the site has been introduced. */
function saying(first: AnswerOf<'status'> | HelperRefusal) {
  let said = first;
  return {
    status: async () => said,
    introduce: async () => {
      said = listed(hostStatus);
      return { answer: 'introduced' } as const;
    },
  };
}

const everything = saying(listed(hostStatus));
const undecided = saying({ ...listed(null), site: 'undecided' });
const outdated = saying(
  listed({ answer: 'refused', code: 'helper-outdated', facts: { have: '1.0.0', need: '1.4.0' } }),
);
const silent = saying(refusal('helper-not-responding'));
const thisBrowser = pageHelper({ extensionId: 'abcdefghijklmnopabcdefghijklmnop', language: () => 'ja' });

export const examples: Examples = {
  'no token plugged in': () => <LiveCheck port={everything} minimumVersion="1.0.0" withToken />,
  'a bank without tokens': () => <LiveCheck port={everything} minimumVersion="1.0.0" withToken={false} />,
  'a site in no list': () => <LiveCheck port={undecided} minimumVersion="1.0.0" withToken={false} />,
  'too old': () => <LiveCheck port={outdated} minimumVersion="1.4.0" withToken />,
  'no answer': () => <LiveCheck port={silent} minimumVersion="1.0.0" withToken />,
  'of this browser': () => <LiveCheck port={thisBrowser} minimumVersion="1.0.0" withToken />,
};

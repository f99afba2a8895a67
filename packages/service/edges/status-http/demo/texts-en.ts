import { parts, type Texts } from './texts.ts';

const months = 'January February March April May June July August September October November December'.split(' ');

export const en: Texts = {
  title: 'How to begin the demo',
  skip: 'Skip to content',
  demo: 'Demo',
  otherLanguage: '日本語',
  intro: [
    'Log in with a client certificate and renew it in the browser before it expires, all on this PC.',
    'Banks, companies and people are invented. This page and the demo banks answer to this PC only.',
  ],
  notReady: 'The demo is being set up. This page appears as soon as it is ready.',
  progress: 'Where you are',
  scriptOff: 'JavaScript is needed to see where you are.',
  rootCheck: {
    name: 'Demo root certificate',
    checking: 'Checking',
    done: 'Trusted by this browser',
    missing: 'Not trusted yet (step 1)',
  },
  certificateCheck: {
    name: "A customer's certificate",
    done: 'Presented',
    missing: 'Not presented yet (steps 2 and 3)',
  },
  steps: 'Three steps',
  quickWay: {
    before: 'On Linux, ',
    after: ' opens a fresh Chromium in which steps 1 and 2 are done.',
  },
  step1: 'Trust the root certificate of the demo',
  step1Why: 'So that the demo banks open without a warning.',
  rootLink: 'Download the root certificate',
  step2: "Import a customer's certificate",
  step2Why: 'Choose one customer from the list below, download the file and import it.',
  step3: 'Open the bank and log in with the certificate',
  step3Why:
    'Press the button for the certificate login, choose the certificate you imported, and enter the login password.',
  systems: {
    windows: 'Windows (Edge, Chrome)',
    macos: 'macOS (Safari, Chrome)',
    linux: 'Linux (Chromium, Chrome)',
    firefox: 'Firefox',
  },
  trustRoot: {
    windows:
      'Open the file, then “Install Certificate” → “Current User” → “Place all certificates in the following store” → “Trusted Root Certification Authorities”.',
    macos:
      'Open the file to add it to the “login” keychain, then open “Koshin Demo Root” in Keychain Access and set “Trust” to “Always Trust”.',
    linux: 'In a terminal: certutil -d sql:$HOME/.pki/nssdb -A -n koshin-demo -t C,, -i koshin-demo-root.crt',
    firefox:
      'Settings → “Privacy & Security” → “View Certificates” → “Authorities” → “Import”, and trust it to identify websites.',
  },
  takeFile: {
    windows: 'Open the file, choose “Current User”, enter the file password and go on to the end.',
    macos: 'Open the file to add it to the “login” keychain and enter the file password.',
    linux: 'In a terminal: pk12util -d sql:$HOME/.pki/nssdb -i FILE, and enter the file password.',
    firefox:
      'Settings → “Privacy & Security” → “View Certificates” → “Your Certificates” → “Import”, and enter the file password.',
  },
  afterwards:
    'When you have finished, remove the root certificate from the browser again: its key lies in the data folder of the demo.',
  customers: 'The customers',
  passwords: 'All customers who have a certificate have the same passwords.',
  loginPassword: 'Login password',
  filePassword: 'File password',
  openPortal: (bank) => `Open ${bank}`,
  customer: 'Customer',
  loginId: 'User ID',
  certificate: 'Certificate',
  file: 'File',
  fileOf: (loginId) => `File of ${loginId}`,
  noFile: 'None',
  presented: 'Presented',
  comma: ', ',
  roles: { administrator: 'administrator', approver: 'approver', member: 'member' },
  neverAcquired: 'Not acquired yet',
  code: 'Acquisition code',
  states: {
    issued: 'Issued (not used yet)',
    active: 'In use',
    retired: 'Earlier one (ended)',
    revoked: 'Revoked',
    expired: 'Expired',
  },
  expiry: (day) => `Valid until ${day}`,
  daysLeft: (days) => (days === 0 ? 'until today' : days === 1 ? '1 day left' : `${days} days left`),
  renewal: (standing, from) =>
    ({ later: `can be renewed from ${from}`, now: 'can be renewed', done: 'renewed', over: '' })[standing],
  day: (day) => {
    const { year, month, day: date } = parts(day);
    return `${date} ${months[month - 1]} ${year}`;
  },
  instant: (at) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', dateStyle: 'long', timeStyle: 'short' }).format(at),
  outbox: {
    title: 'Mails',
    intro: 'The mails of the demo’s banks go to nobody: they are kept here.',
    open: 'Open the list of mails',
    empty: 'There is none yet.',
    subject: 'Subject',
    from: 'From',
    to: 'To',
    date: 'Date',
    file: 'File',
    fileOf: (subject) => `File of “${subject}”`,
    attached: 'Attached',
    signature: 'Signature',
    signed: 'signed',
    verify: 'Signed by the bank (S/MIME). The demo’s root certificate verifies it.',
    asHtml: 'As HTML',
    asText: 'As text',
    back: 'Back to the start page',
    backToList: 'Back to the list of mails',
  },
  invented: 'All names, companies, banks and telephone numbers on this page are invented.',
};

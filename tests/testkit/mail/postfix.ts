import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../network/free-port.ts';
import { takeCare } from '../processes/take-care.ts';
import type { KeyAndCertificate } from '../throwaway-ca.ts';

const program = '/usr/sbin/postfix';
/** `nobody` of Debian: who owns the delivered mails. */
const nobody = 65_534;

export interface Postfix {
  readonly port: number;
  /** A Maildir; every address left of the + that is named is one. */
  readonly maildirOf: (address: string) => string;
  /** The raw mails in it that are new. */
  readonly mailsOf: (address: string) => readonly Buffer[];
  /** What it has logged so far. */
  readonly log: () => string;
  /** Stops it and removes its folder, which otherwise happens when this process ends. */
  readonly remove: () => Promise<void>;
}

/**
 * A Postfix of Debian's with a configuration, a queue and a port of loopback of its own. It offers STARTTLS and takes
 * mails for the addresses; those for `gone.example` it takes and returns to their sender. Postfix starts as root only.
 */
export async function startPostfix({
  addresses,
  identity,
  messageSizeLimit = 1_000_000,
}: {
  readonly addresses: readonly string[];
  /** Of the host `localhost`. */
  readonly identity: KeyAndCertificate;
  readonly messageSizeLimit?: number;
}): Promise<Postfix> {
  if (!existsSync(program)) throw new Error('Postfix is missing: install the package postfix');
  if (process.getuid?.() !== 0) throw new Error('Postfix starts as root only: run the tests of mail as root');

  // 1. Folders, open for the users that Postfix's parts run as.
  const folder = mkdtempSync(join(tmpdir(), 'koshin-postfix-'));
  chmodSync(folder, 0o755);
  const at = (name: string) => join(folder, name);
  for (const name of ['etc', 'queue', 'data', 'mail']) mkdirSync(at(name), { mode: 0o755 });
  const owner = execFileSync('id', ['-u', 'postfix'], { encoding: 'utf8' }).trim();
  chownSync(at('data'), Number(owner), -1);
  chownSync(at('mail'), nobody, nobody);

  // 2. The whole configuration: nothing of the machine's own Postfix.
  const port = await freePort();
  const domains = [...new Set(addresses.map((address) => address.split('@')[1]))];
  const boxes = addresses.map((address) => `{ ${address} = ${address}/ }`);
  writeFileSync(at('etc/tls.key'), identity.key, { mode: 0o600 });
  writeFileSync(at('etc/tls.crt'), identity.certificate);
  writeFileSync(
    at('etc/main.cf'),
    Object.entries({
      compatibility_level: '3.6',
      myhostname: 'mx.koshin.test',
      mydestination: '',
      mynetworks: '192.0.2.1/32',
      inet_interfaces: '127.0.0.1',
      inet_protocols: 'ipv4',
      queue_directory: at('queue'),
      data_directory: at('data'),
      maillog_file: at('log'),
      maillog_file_prefixes: folder,
      alias_maps: '',
      local_recipient_maps: '',
      alias_database: '',
      biff: 'no',
      recipient_delimiter: '+',
      smtpd_relay_restrictions: 'reject_unauth_destination',
      smtpd_tls_security_level: 'may',
      smtpd_tls_key_file: at('etc/tls.key'),
      smtpd_tls_cert_file: at('etc/tls.crt'),
      message_size_limit: String(messageSizeLimit),
      virtual_mailbox_domains: domains.join(' '),
      virtual_mailbox_base: at('mail'),
      virtual_mailbox_maps: `inline:{ ${boxes.join(', ')} }`,
      virtual_minimum_uid: '1',
      virtual_uid_maps: `static:${nobody}`,
      virtual_gid_maps: `static:${nobody}`,
      relay_domains: 'gone.example',
      relay_recipient_maps: '',
      transport_maps: 'inline:{ gone.example=gone: }',
      shlib_directory: 'no',
    })
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(''),
  );
  writeFileSync(
    at('etc/master.cf'),
    [
      `127.0.0.1:${port} inet n - n - - smtpd`,
      'cleanup unix n - n - 0 cleanup',
      'qmgr unix n - n 300 1 qmgr',
      'tlsmgr unix - - n 1000? 1 tlsmgr',
      'rewrite unix - - n - - trivial-rewrite',
      ...['bounce', 'defer', 'trace'].map((name) => `${name} unix - - n - 0 bounce`),
      ...['error', 'retry'].map((name) => `${name} unix - - n - - error`),
      'virtual unix - n n - - virtual',
      // EX_NOUSER (sysexits.h): known only after the mail was taken.
      'gone unix - n n - - pipe user=nobody argv=/bin/sh -c {exit 67}',
      'anvil unix - - n - 1 anvil',
      'proxymap unix - - n - - proxymap',
      'postlog unix-dgram n - n - 1 postlogd',
      '',
    ].join('\n'),
  );

  // 3. From here on it is stopped whatever happens to us.
  const care = takeCare({ run: [{ command: program, args: ['-c', at('etc'), 'abort'] }], remove: [folder] });
  const log = () => (existsSync(at('log')) ? readFileSync(at('log'), 'utf8') : '');
  await started(program, ['-c', at('etc'), 'start']).catch(async (error) => {
    const logged = log();
    await care.clearUp();
    throw new Error(`Postfix does not start: ${error.message}\n${logged}`);
  });
  await answering(port, log);
  const maildirOf = (address: string) => at(`mail/${address}`);
  return {
    port,
    maildirOf,
    mailsOf: (address) => {
      const box = join(maildirOf(address), 'new');
      return existsSync(box) ? readdirSync(box).map((name) => readFileSync(join(box, name))) : [];
    },
    log,
    remove: care.clearUp,
  };
}

async function answering(port: number, log: () => string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const greeted = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('data', () => resolve(true)).once('error', () => resolve(false));
      socket.once('close', () => resolve(false)).setTimeout(2_000, () => resolve(false));
      socket.once('data', () => socket.end('QUIT\r\n'));
    });
    if (greeted) return;
    await setTimeout(50);
  }
  throw new Error(`Postfix does not answer: ${log()}`);
}

/** Its daemons keep the outputs open: nobody may wait for those. */
async function started(command: string, args: readonly string[]): Promise<void> {
  const [code] = await once(spawn(command, args, { stdio: 'ignore' }), 'exit');
  if (code !== 0) throw new Error(`"${[command, ...args].join(' ')}" ended with ${code}`);
}

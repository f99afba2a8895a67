// Stands in for `osascript` in tests: it runs the script as it is, over a bridge and a Security framework of its own that
// keep keys and certificates in $KOSHIN_STAND_IN and really make and use them. That the real ones behave so is what
// nobody has tried yet.
import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { runInNewContext } from 'node:vm';
import { osascriptArguments } from '../system/macos/keychain-script.ts';
import { StandInFolder } from './stand-in-folder.ts';

const [program, ...args] = process.argv.slice(2);
if (program !== '/usr/bin/osascript' || !isDeepStrictEqual(args, osascriptArguments)) process.exit(1);

const folder = new StandInFolder(process.env.KOSHIN_STAND_IN ?? '');
const keyring = 'login.keychain';
const status = { done: 0, alreadyThere: -25299, notFound: -25300, parameters: -50 };

/** An object of Objective-C that stands for a value. */
class Held {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
  get count() {
    return (this.value as readonly unknown[]).length;
  }
  objectAtIndex = (i: number) => new Held((this.value as readonly unknown[])[i]);
  objectForKey = ({ value: key }: Held) => new Held((this.value as Map<unknown, unknown>).get(key));
  setObjectForKey = (held: Held, key: Held) => (this.value as Map<unknown, unknown>).set(key.value, held.value);
  base64EncodedStringWithOptions = () => new Held((this.value as Buffer).toString('base64'));
  dataUsingEncoding = () => new Held(Buffer.from(this.value as string));
}

type Query = Map<string, unknown>;
const queryOf = (held: Held) => held.value as Query;

function keysFor(query: Query): readonly string[] {
  const label = query.get('kSecAttrLabel');
  return folder.names(keyring).filter((name) => label === undefined || name === label);
}

function externalOf(key: KeyObject): Buffer {
  if (key.asymmetricKeyType === 'rsa') return createPublicKey(key).export({ format: 'der', type: 'pkcs1' });
  const { x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' });
  return Buffer.concat([Uint8Array.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
}

const security = {
  SecItemCopyMatching(asked: Held, result: unknown[]) {
    const query = queryOf(asked);
    if (query.get('kSecMatchLimit') !== 'kSecMatchLimitAll') return status.parameters;
    const found =
      query.get('kSecClass') === 'kSecClassCertificate'
        ? folder.certificates()
        : keysFor(query).map((name) => {
            return query.has('kSecReturnAttributes') ? new Map([['kSecAttrLabel', name]]) : folder.key(keyring, name);
          });
    if (found.length === 0) return status.notFound;
    result[0] = new Held(found);
    return status.done;
  },
  SecItemDelete(asked: Held) {
    const query = queryOf(asked);
    const these = query.get('kSecMatchItemList') as readonly Buffer[] | undefined;
    if (query.get('kSecClass') === 'kSecClassCertificate') {
      for (const der of these ?? []) folder.takeCertificate(der);
      return these === undefined ? status.parameters : status.done;
    }
    if (!query.has('kSecAttrLabel')) return status.parameters;
    const names = keysFor(query);
    for (const name of names) folder.takeKey(keyring, name);
    return names.length > 0 ? status.done : status.notFound;
  },
  SecItemAdd(asked: Held) {
    const der = queryOf(asked).get('kSecValueRef') as Buffer;
    if (folder.certificates().some((there) => there.equals(der))) return status.alreadyThere;
    folder.putCertificate(der);
    return status.done;
  },
  SecCertificateCreateWithData: (_allocator: null, { value }: Held) => new Held(value),
  SecCertificateCopyData: ({ value }: Held) => new Held(value),
  SecKeyCreateRandomKey(asked: Held) {
    const query = queryOf(asked);
    const half = query.get('kSecPrivateKeyAttrs') as Query;
    if (half.get('kSecAttrIsPermanent') !== true || half.get('kSecAttrIsExtractable') !== false) return;
    const bits = Number(query.get('kSecAttrKeySizeInBits'));
    folder.makeKey(
      keyring,
      String(half.get('kSecAttrLabel')),
      query.get('kSecAttrKeyType') === 'kSecAttrKeyTypeRSA' ? bits : 0,
    );
  },
  SecKeyCopyPublicKey: ({ value }: Held) => new Held(value),
  SecKeyCopyExternalRepresentation: ({ value }: Held) => new Held(externalOf(value as KeyObject)),
  SecKeyCreateSignature({ value }: Held, algorithm: string, { value: data }: Held) {
    const rsa = (value as KeyObject).asymmetricKeyType === 'rsa';
    if (rsa !== algorithm.includes('RSA')) return new Held(undefined);
    return new Held(sign('sha256', data as Buffer, value as KeyObject));
  },
};

const foundation = {
  NSFileHandle: { fileHandleWithStandardInput: { readDataToEndOfFile: new Held(readFileSync(0)) } },
  NSString: { alloc: { initWithDataEncoding: ({ value }: Held) => new Held(String(value)) } },
  NSData: {
    alloc: { initWithBase64EncodedStringOptions: ({ value }: Held) => new Held(Buffer.from(String(value), 'base64')) },
  },
  NSNumber: { numberWithBool: (value: boolean) => new Held(value), numberWithInt: (value: number) => new Held(value) },
  NSArray: { arrayWithObject: ({ value }: Held) => new Held([value]) },
};

/** `$`: frameworks' functions, classes and constants by their names, and what makes an object of a value. */
const bridge = new Proxy((value: unknown) => new Held(value), {
  get(_target, name) {
    if (name === 'NSMutableDictionary') return { alloc: { init: new Held(new Map()) } };
    const known: Readonly<Record<string | symbol, unknown>> = { ...security, ...foundation };
    return known[name] ?? String(name);
  },
});
const imported = new Set<string>();
const ObjC = {
  import: (name: string) => imported.add(name),
  castRefToObject: (ref: unknown) => (ref instanceof Held ? ref : new Held(ref)),
  unwrap: ({ value }: Held) => value,
};
const told = runInNewContext(`${args.at(-1)}; run();`, { ObjC, $: bridge, Ref: () => [] });
if (!imported.has('Security')) process.exit(1);
process.stdout.write(`osascript: 警告 ${createHash('sha256').digest('hex')}\n${told}\n`);

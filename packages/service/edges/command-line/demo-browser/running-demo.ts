import { Type } from 'typebox';
import { Value } from 'typebox/value';

const Accounts = Type.Array(
  Type.Object({
    p12Url: Type.Union([Type.String(), Type.Null()]),
    p12Password: Type.Union([Type.String(), Type.Null()]),
  }),
);

export interface OfferedFile {
  readonly url: string;
  readonly password: string;
}

/** What a running demo offers for a browser; null when none answers at this address. */
export async function askDemo(url: string): Promise<{ root: string; files: readonly OfferedFile[] } | null> {
  try {
    const [accounts, root] = await Promise.all([
      fetch(`${url}/demo/accounts.json`).then((answer) => (answer.ok ? answer.json() : null)),
      fetch(`${url}/demo/root.crt`).then((answer) => (answer.ok ? answer.text() : null)),
    ]);
    if (root === null || !Value.Check(Accounts, accounts)) return null;
    const files = accounts.flatMap(({ p12Url, p12Password }) =>
      p12Url === null || p12Password === null ? [] : [{ url: p12Url, password: p12Password }],
    );
    return { root, files };
  } catch {
    return null;
  }
}

export async function download(url: string): Promise<Uint8Array> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

import { request } from 'node:https';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'HEAD' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** PEM; the certificate to present. */
  readonly identity?: { readonly key: string; readonly cert: string } | undefined;
  /** PEM of the CA that signed the server's certificate. */
  readonly ca: string;
  readonly servername?: string;
}

/** One request on a connection of its own; every `*.localhost` is loopback, as in browsers. Redirects are not followed. */
export function httpRequest(url: string, input: HttpRequest): Promise<HttpAnswer> {
  const { hostname, port, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        servername: input.servername ?? hostname,
        port,
        path: pathname + search,
        method: input.method ?? 'GET',
        headers: { host: `${hostname}:${port}`, ...input.headers },
        ca: input.ca,
        agent: false,
        ...input.identity,
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString('utf8'),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(input.body);
  });
}

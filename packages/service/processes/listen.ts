import type { AddressInfo } from 'node:net';
import { environmentName } from '../configuration/settings.ts';
import { StartError } from '../configuration/start-error.ts';

/** What all roles' servers have, with TLS or without. */
export interface RoleServer {
  listen(at: { readonly host: string; readonly port: number }): PromiseLike<unknown>;
  close(): PromiseLike<unknown>;
  readonly server: { address(): AddressInfo | string | null; closeAllConnections(): void };
}

interface Place {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly setting: 'portalPort' | 'presentationPort' | 'estPort' | 'statusPort' | 'operatorPort';
}

/**
 * Resolves to the port on which the server now accepts connections.
 * Throws StartError that names port and setting when it cannot be had.
 */
export async function listen(server: RoleServer, { host, port, setting }: Place): Promise<number> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw whyNot(error, { host, port, setting });
  }
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address and a port');
  return address.port;
}

function whyNot(error: unknown, { host, port, setting }: Place): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const name = environmentName(setting);
  if (code === 'EADDRINUSE') {
    return new StartError(`Port ${port} is taken: end what uses it, or choose another by ${name} (0: any free one).`);
  }
  if (code === 'EACCES') {
    return new StartError(`Port ${port} is not allowed for this user: choose one above 1023 by ${name}.`);
  }
  if (code === 'EADDRNOTAVAIL') {
    return new StartError(`${host} is no address of this machine: see ${environmentName('listen')}.`);
  }
  return error;
}

/** How long requests that are under way may take to end. */
const graceMs = 2500;

/** Stops accepting, lets requests under way end, and cuts those that do not within {@link graceMs}. */
export async function closeGracefully(server: RoleServer): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), graceMs);
  try {
    await server.close();
  } finally {
    clearTimeout(timer);
  }
}

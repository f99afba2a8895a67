import { once } from 'node:events';
import { type AddressInfo, createServer, Socket } from 'node:net';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshDatabase } from '../../../../tests/testkit/fresh-database.ts';
import { bank } from '../../ports/register/samples.contract.ts';
import { openRegister } from './open-register.ts';
import { gathering } from './postgres-pool.ts';

describe('a connection to PostgreSQL', () => {
  it('goes on when a later release has added a column to a table that its prepared statements read', async () => {
    const { url, drop } = await freshDatabase('postgres');
    const register = await openRegister({ postgres: { url, poolSize: 1 } });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    onTestFinished(async () => {
      await client.end();
      await register.close();
      await drop();
    });
    const written = bank();
    await register.change((tx) => tx.banks.insert(written));
    const look = () => register.read((tx) => tx.banks.get(written.id));
    const lookInChange = () => register.change((tx) => tx.banks.get(written.id));
    for (const column of ['one', 'two']) {
      expect(await look()).toEqual(written);
      await client.query(`alter table bank add column ${column} text`);
      expect(await look()).toEqual(written);
      await client.query(`alter table bank add column ${column}_more text`);
      expect(await lookInChange()).toEqual(written);
    }
  });

  it('sends what is written in one turn together, and nothing later than that', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = gathering(new Socket());
    onTestFinished(() => {
      socket.destroy();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    await once(socket.connect({ host: '127.0.0.1', port }), 'connect');
    const sent: string[] = [];
    socket._writev = (chunks, done) => {
      sent.push(chunks.map(({ chunk }) => String(chunk)).join(''));
      done();
    };
    socket._write = (chunk, _, done) => {
      sent.push(String(chunk));
      done();
    };
    socket.write('one ');
    socket.write('two');
    expect(sent).toEqual([]);
    await new Promise((resolve) => process.nextTick(resolve));
    expect(sent).toEqual(['one two']);
    socket.write('three');
    await new Promise((resolve) => process.nextTick(resolve));
    expect(sent).toEqual(['one two', 'three']);
  });
});

import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { openLog } from './log.ts';

describe('the log', () => {
  it('names method and route of a request, never its path, host or query', async () => {
    const lines: string[] = [];
    const log = openLog('info', { write: (line) => lines.push(line) });
    const server = Fastify({ loggerInstance: log });
    server.get('/present/:pathSecret', async (request) => {
      request.log.info('handled');
      return {};
    });
    // As every role has one: Fastify's own would write the path.
    server.setNotFoundHandler((_, reply) => reply.code(404).send());
    await server.inject({
      url: '/present/the-secret?ticket=the-ticket',
      headers: { host: 'mihon-p00ff.cert.localhost' },
    });
    await server.inject({ url: '/nowhere/the-secret' });
    await server.close();
    const text = lines.join('');
    expect(text).toContain('"req":{"method":"GET","route":"/present/:pathSecret"}');
    expect(text).toContain('handled');
    expect(text).not.toMatch(/the-secret|the-ticket|00ff/);
  });

  it('writes the time as people and tools read it', () => {
    const lines: string[] = [];
    openLog('info', { write: (line) => lines.push(line) }).info('here');
    expect(JSON.parse(lines[0] ?? '').time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});

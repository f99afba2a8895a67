import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SMTPServerOptions } from 'smtp-server';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { letterOf } from '../../../../../tests/testkit/mail/letters.ts';
import { mailSink } from '../../../../../tests/testkit/mail/mail-sink.ts';
import { scriptedServer } from '../../../../../tests/testkit/mail/scripted-server.ts';
import { throwawayCa } from '../../../../../tests/testkit/throwaway-ca.ts';
import { mailerTo, plainServer } from '../testing/mailers.ts';
import type { SmtpServer } from './server-settings.ts';

const [ca, stranger] = [throwawayCa('CA of the mail servers'), throwawayCa('CA of nobody')];
const folder = mkdtempSync(join(tmpdir(), 'koshin-mail-'));
afterAll(() => {
  ca.remove();
  stranger.remove();
  rmSync(folder, { recursive: true });
});

const identity = ca.server('localhost');
const tls = { key: identity.key, cert: identity.certificate };

function fileWith(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function sinkWith(options: SMTPServerOptions, server: Partial<SmtpServer>) {
  const sink = await mailSink({ ...tls, ...options });
  onTestFinished(() => sink.close());
  const to = { ...plainServer(sink.port), host: 'localhost', ca: ca.certificate, ...server };
  const { mailer, logged } = mailerTo(sink.port, { server: to });
  onTestFinished(() => mailer.close());
  return { sink, mailer, logged };
}

describe('TLS', () => {
  it.each([
    ['starttls', {}],
    ['implicit', { secure: true }],
  ] as const)('%s: nothing goes in the clear', async (kind, options) => {
    const { sink, mailer } = await sinkWith(options, { tls: kind });
    expect((await mailer.send(letterOf({}))).kind).toBe('accepted');
    expect(sink.taken).toMatchObject([{ secure: true }]);
  });

  it.each([
    ['of an unknown CA', { ca: stranger.certificate }],
    ['of another host', { host: '127.0.0.1' }],
  ])('is not made with a certificate %s; the mail is deferred, loudly', async (_what, server) => {
    for (const kind of ['starttls', 'implicit'] as const) {
      const { sink, mailer, logged } = await sinkWith({ secure: kind === 'implicit' }, { tls: kind, ...server });
      expect(await mailer.send(letterOf({}))).toMatchObject({ kind: 'deferred', answer: /certificate|altnames/i });
      expect(logged).toMatchObject([{ level: 'error' }]);
      expect(sink.taken).toEqual([]);
    }
  });

  it('is not gone without where the server offers no STARTTLS', async () => {
    const server = await scriptedServer({});
    onTestFinished(() => server.close());
    const { mailer } = mailerTo(server.port, { server: { ...plainServer(server.port), tls: 'starttls' } });
    expect(await mailer.send(letterOf({}))).toMatchObject({ kind: 'deferred' });
    expect(server.commands.filter((line) => /^(MAIL|AUTH)/.test(line))).toEqual([]);
  });

  it('1.1 is not spoken', async () => {
    const old = { minVersion: 'TLSv1' as const, maxVersion: 'TLSv1.1' as const, ciphers: 'DEFAULT@SECLEVEL=0' };
    const { sink, mailer } = await sinkWith(old, { tls: 'starttls' });
    expect((await mailer.send(letterOf({}))).kind).toBe('deferred');
    expect(sink.taken).toEqual([]);
  });
});

describe('the login', () => {
  const checking: SMTPServerOptions = {
    authOptional: false,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    onAuth({ username, password, accessToken }, _session, done) {
      const right = password === 'right' || accessToken === 'right';
      if (right) return done(null, { user: username ?? 'nobody' });
      return done(new Error('no'), { data: { status: '401' } } as never);
    },
  };

  it.each(['PLAIN', 'LOGIN'])('%s, by a password in a file', async (method) => {
    const passwordFile = fileWith(`password-${method}`, 'right\n');
    const login = { kind: 'password', user: 'mihon', passwordFile } as const;
    const { sink, mailer } = await sinkWith({ ...checking, authMethods: [method] }, { tls: 'starttls', login });
    expect((await mailer.send(letterOf({}))).kind).toBe('accepted');
    expect(sink.taken).toMatchObject([{ user: 'mihon', secure: true }]);
  });

  it('XOAUTH2, by a token that is read anew for each connection', async () => {
    const tokenFile = fileWith('token', 'stale');
    const login = { kind: 'token', user: 'mihon', tokenFile } as const;
    const { sink, mailer, logged } = await sinkWith(checking, { tls: 'starttls', login });
    expect(await mailer.send(letterOf({}))).toMatchObject({ kind: 'deferred', answer: /^login failed: / });
    expect(logged).toMatchObject([{ level: 'error', text: /settings of mail/ }]);
    fileWith('token', 'right\n');
    expect(await mailer.send(letterOf({}))).toMatchObject({ kind: 'accepted' });
    expect(sink.taken).toMatchObject([{ user: 'mihon' }]);
  });

  it('that is refused defers the mail, loudly, without the password', async () => {
    const login = { kind: 'password', user: 'mihon', passwordFile: fileWith('wrong', 'hunter2') } as const;
    const { sink, mailer, logged } = await sinkWith(checking, { tls: 'starttls', login });
    expect(await mailer.send(letterOf({}))).toMatchObject({ kind: 'deferred', answer: /^login failed: .*535/ });
    expect(logged).toMatchObject([{ level: 'error' }]);
    expect(JSON.stringify(logged)).not.toContain('hunter2');
    expect(sink.taken).toEqual([]);
  });

  it.each([
    ['is missing', () => join(folder, 'nowhere')],
    ['is empty', () => fileWith('empty', '\n')],
    ['has two lines', () => fileWith('two-lines', 'a\nb\n')],
  ])('whose file %s defers the mail', async (_what, path) => {
    const login = { kind: 'password', user: 'mihon', passwordFile: path() } as const;
    const { mailer, logged } = await sinkWith(checking, { tls: 'starttls', login });
    expect((await mailer.send(letterOf({}))).kind).toBe('deferred');
    expect(logged).toMatchObject([{ level: 'error' }]);
  });

  it('that the server does not offer defers the mail', async () => {
    const login = { kind: 'password', user: 'mihon', passwordFile: fileWith('right', 'right') } as const;
    const { sink, mailer } = await sinkWith({ disabledCommands: ['AUTH'] }, { tls: 'starttls', login });
    expect(await mailer.send(letterOf({}))).toMatchObject({ kind: 'deferred', answer: /offers no login/ });
    expect(sink.taken).toEqual([]);
  });
});

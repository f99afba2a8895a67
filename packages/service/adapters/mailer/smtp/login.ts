import { readFile } from 'node:fs/promises';
import type { SMTPConnectionAuth } from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { Login } from './server-settings.ts';

/** What nodemailer's login takes, with the secret as the file has it now. Throws Error for a file without one. */
export async function credentialsFor(login: Login): Promise<SMTPConnectionAuth> {
  if (login.kind === 'token') {
    const accessToken = await secretIn(login.tokenFile);
    return { user: login.user, method: 'XOAUTH2', oauth2: new XOAuth2({ user: login.user, accessToken }) };
  }
  const pass = await secretIn(login.passwordFile);
  return { user: login.user, credentials: { user: login.user, pass } };
}

async function secretIn(path: string): Promise<string> {
  const secret = (await readFile(path, 'utf8')).trim();
  if (secret === '' || /[\0\r\n]/.test(secret)) throw new Error(`${path} must hold one line, the secret of the login`);
  return secret;
}

import type { OpenSession } from '@koshin/wire/portal/session-messages.ts';

type Guidance = OpenSession['guidance'];

/** The pages from which the bank may guide to a renewal (R13). */
const guidancePages: Record<Guidance, string> = {
  'important-notices': '/notices',
  'renewal-notice': '/renewal-notice',
  'main-screen': '/main',
};

/**
 * Where a login leads: back to where a session ended; else to where the bank guides to a renewal, if one waits; else to
 * what is unread, or to the main screen, which also says what this very login has done. No page stands in the way to it.
 *
 * @param back where the session before ended, or null
 */
export function pageAfterLogin(
  { notices, guidance, banner }: Pick<OpenSession, 'notices' | 'guidance' | 'banner'>,
  back: string | null,
) {
  if (back !== null) return back;
  if (notices.renewals > 0) return guidancePages[guidance];
  return notices.unread > 0 && banner?.kind !== 'login-proved' ? '/notices' : '/main';
}

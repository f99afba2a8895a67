/** An address as RFC 6068 has it, without header fields: nobody writes a customer's subject and body for him. */
const mail = /^mailto:[A-Za-z0-9.!#$&'*+/=^_{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/** RFC 3966, without parameters. */
const telephone = /^tel:\+?\d[\d.()-]{2,24}$/;

/** A space, a control, a backslash (to browsers a slash), or what can make a name look like another. */
const doubtful = /[^\x21-\x7e]|[\\<>"^`{|}]/;

/**
 * Where a link in a notice may lead: by `https:` to a named host, without user and password, which could make the address
 * look like another's; to a mail address; to a telephone number. Characters beyond ASCII stand percent-encoded (RFC 3986 2).
 */
export function isLinkTarget(href: string): boolean {
  if (mail.test(href) || telephone.test(href)) return true;
  if (!href.startsWith('https://') || doubtful.test(href) || !URL.canParse(href)) return false;
  const { protocol, username, password, hostname } = new URL(href);
  const written = href.slice('https://'.length).split(/[/?#]/)[0] ?? '';
  const named = written.toLowerCase().replace(/:\d*$/, '') === hostname;
  return protocol === 'https:' && username === '' && password === '' && named && hostname.includes('.');
}

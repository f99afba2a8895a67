const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const dotAtom = `${atom}(\\.${atom})*`;
const addrSpec = new RegExp(`^(?<local>${dotAtom})@${dotAtom}$`);

/** Whether mails may be sent there: one addr-spec of dot-atoms (RFC 5322 3.4.1), ASCII, no longer than SMTP takes (RFC 5321 4.5.3.1). */
export function isMailAddress(text: string): boolean {
  const local = addrSpec.exec(text)?.groups?.local;
  return local !== undefined && local.length <= 64 && text.length <= 254;
}

/** True for IP addresses that never leave the machine (RFC 1122 3.2.1.3, RFC 4291 2.5.3), also as IPv4-mapped IPv6. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}

import type { PasswordHash } from '@koshin/pki/crypto/password-crypto.ts';

/**
 * SHA-1 and SHA-256 (FIPS 180-4 6.1, 6.2) without a promise for each call: the file's integrity needs hundreds of
 * thousands in a row (RFC 7292 B), for which WebCrypto's are some fifty times too slow.
 */
export function digestAtOnce(hash: PasswordHash, data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const compress = hash === 'SHA-256' ? compressSha256 : compressSha1;
  const state = (hash === 'SHA-256' ? start256 : start1).slice();
  const words = padded(data);
  for (let block = 0; block < words.length; block += 16) compress(state, words, block);
  const digest = new Uint8Array(state.length * 4);
  for (let at = 0; at < digest.length; at += 1) digest[at] = word(state, at >> 2) >>> (24 - (at & 3) * 8);
  return digest;
}

/** The message in 32-bit words with its padding and its length in bits (FIPS 180-4 5.1.1). */
function padded(data: Uint8Array): Int32Array {
  const words = new Int32Array((((data.length + 8) >> 6) + 1) * 16);
  for (let at = 0; at < data.length; at += 1)
    words[at >> 2] = word(words, at >> 2) | (byte(data, at) << (24 - (at & 3) * 8));
  words[data.length >> 2] = word(words, data.length >> 2) | (0x80 << (24 - (data.length & 3) * 8));
  words[words.length - 2] = Math.floor(data.length / 2 ** 29);
  words[words.length - 1] = data.length << 3;
  return words;
}

const word = (words: Int32Array, index: number): number => words[index] ?? 0;
const byte = (octets: Uint8Array, index: number): number => octets[index] ?? 0;

const start1 = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
const start256 = fractions(8, 1 / 2);
const rounds256 = fractions(64, 1 / 3);
const schedule = new Int32Array(80);

/** The first 32 bits of the fractional parts of the roots of the first primes (FIPS 180-4 4.2.2, 5.3.3). */
function fractions(count: number, root: number): Int32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return Int32Array.from(primes, (prime) => ((prime ** root % 1) * 2 ** 32) | 0);
}

const left = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
const right = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

function compressSha1(state: Int32Array, words: Int32Array, from: number): void {
  const w = schedule;
  for (let t = 0; t < 16; t += 1) w[t] = word(words, from + t);
  for (let t = 16; t < 80; t += 1) w[t] = left(word(w, t - 3) ^ word(w, t - 8) ^ word(w, t - 14) ^ word(w, t - 16), 1);
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let t = 0; t < 80; t += 1) {
    let mixed: number;
    if (t < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
    else if (t < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
    else if (t < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    else mixed = (b ^ c ^ d) + 0xca62c1d6;
    const next = (left(a, 5) + mixed + e + word(w, t)) | 0;
    e = d;
    d = c;
    c = left(b, 30);
    b = a;
    a = next;
  }
  add(state, [a, b, c, d, e]);
}

function compressSha256(state: Int32Array, words: Int32Array, from: number): void {
  const w = schedule;
  for (let t = 0; t < 16; t += 1) w[t] = word(words, from + t);
  for (let t = 16; t < 64; t += 1) {
    const x = word(w, t - 15);
    const y = word(w, t - 2);
    const small0 = right(x, 7) ^ right(x, 18) ^ (x >>> 3);
    const small1 = right(y, 17) ^ right(y, 19) ^ (y >>> 10);
    w[t] = (small1 + word(w, t - 7) + small0 + word(w, t - 16)) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t += 1) {
    const big1 = right(e, 6) ^ right(e, 11) ^ right(e, 25);
    const first = (h + big1 + ((e & f) ^ (~e & g)) + word(rounds256, t) + word(w, t)) | 0;
    const big0 = right(a, 2) ^ right(a, 13) ^ right(a, 22);
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  add(state, [a, b, c, d, e, f, g, h]);
}

function add(state: Int32Array, words: readonly number[]): void {
  for (let at = 0; at < state.length; at += 1) state[at] = word(state, at) + (words[at] ?? 0);
}

// SHA-256 of one block, as far as its first word: the browser's own digest is missing outside of https, and far slower
// for a million short texts, since each of them is a promise.
const primes = [];
for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
const fraction = (root) => ((root % 1) * 2 ** 32) | 0;
const ROUNDS = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const LONGEST = 55; // what one block holds beside its length

const words = new Int32Array(64);
const bytes = new Uint8Array(64);
const block = new DataView(bytes.buffer);
const turn = (word, by) => (word >>> by) | (word << (32 - by));

/** The first 32 bits of the digest of the first `length` bytes. */
function firstWord(length) {
  bytes.fill(0, length);
  bytes[length] = 0x80;
  block.setUint32(60, length * 8);
  for (let i = 0; i < 16; i += 1) words[i] = block.getInt32(i * 4);
  for (let i = 16; i < 64; i += 1) {
    const far = words[i - 15], near = words[i - 2];
    const s0 = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3), s1 = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
    words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
  }
  let a = START[0], b = START[1], c = START[2], d = START[3], e = START[4], f = START[5], g = START[6], h = START[7];
  for (let i = 0; i < 64; i += 1) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25), s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0;
    d = c; c = b; b = a; a = (one + two) | 0;
  }
  return (a + START[0]) >>> 0;
}

function write(text, at) {
  if (at + text.length > LONGEST) throw new RangeError("longer than one block");
  for (let i = 0; i < text.length; i += 1) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}

/** The first number which, after `start`, makes a text whose digest begins with so many zero bits (at most 32). */
export function search(start, bits) {
  const below = 2 ** (32 - bits);
  const at = write(start, 0);
  for (let number = 0; ; number += 1) {
    if (firstWord(write(String(number), at)) < below) return number;
  }
}

/**
 * A 128-bit digest of bytes from integer arithmetic only (four FNV-style lanes with different primes, mixed at the
 * end), the same in every engine. Used for state hashes and for the fixed-width keys of luck; not for security.
 */

const SEEDS = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
const PRIMES = [0x01000193, 0x85ebca77, 0x27d4eb2f, 0x165667b1];

export class Digest {
  private a = SEEDS[0]!;
  private b = SEEDS[1]!;
  private c = SEEDS[2]!;
  private d = SEEDS[3]!;
  private readonly scratch = new DataView(new ArrayBuffer(8));

  /** Adds a 32-bit word. */
  word(x: number): void {
    this.a = Math.imul(this.a ^ x, PRIMES[0]!);
    this.a ^= this.a >>> 15;
    this.b = Math.imul(this.b ^ x, PRIMES[1]!);
    this.b ^= this.b >>> 13;
    this.c = Math.imul(this.c ^ x, PRIMES[2]!);
    this.c ^= this.c >>> 16;
    this.d = Math.imul(this.d ^ x, PRIMES[3]!);
    this.d ^= this.d >>> 14;
  }

  /** Adds the bit pattern of a number; −0 counts as 0 and every NaN as one. */
  number(x: number): void {
    this.scratch.setFloat64(0, x === 0 ? 0 : x, true);
    if (x !== x) this.scratch.setFloat64(0, NaN, true);
    this.word(x !== x ? 0x7ff80000 : this.scratch.getInt32(0, true));
    this.word(x !== x ? 0x7ff80000 : this.scratch.getInt32(4, true));
  }

  /** Adds a text by its code units, with its length so that neighbours cannot run together. */
  text(s: string): void {
    this.word(s.length);
    for (let i = 0; i < s.length; i++) this.word(s.charCodeAt(i));
  }

  /** 32 hexadecimal digits. */
  hex(): string {
    let out = "";
    let carry = 0;
    for (const lane of [this.a, this.b, this.c, this.d, this.a])
      carry = Math.imul(carry ^ lane, 0x9e3779b1) ^ (lane >>> 11);
    for (const lane of [this.a, this.b, this.c, this.d]) {
      carry = Math.imul(carry ^ lane, 0x85ebca6b);
      carry ^= carry >>> 13;
      carry = Math.imul(carry, 0xc2b2ae35);
      carry ^= carry >>> 16;
      out += (carry >>> 0).toString(16).padStart(8, "0");
    }
    return out;
  }
}

/** Adds a plain value (numbers, texts, booleans, null, arrays, typed arrays, objects by sorted key) to a digest. */
export function digestValue(digest: Digest, value: unknown): void {
  if (value === null || value === undefined) digest.word(1);
  else if (typeof value === "number") {
    digest.word(2);
    digest.number(value);
  } else if (typeof value === "string") {
    digest.word(3);
    digest.text(value);
  } else if (typeof value === "boolean") digest.word(value ? 5 : 4);
  else if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const list = value as ArrayLike<unknown>;
    digest.word(6);
    digest.word(list.length);
    if (ArrayBuffer.isView(value)) {
      const numbers = value as unknown as ArrayLike<number>;
      for (let i = 0; i < numbers.length; i++) digest.number(numbers[i]!);
    } else for (let i = 0; i < list.length; i++) digestValue(digest, list[i]);
  } else {
    const record = value as Record<string, unknown>;
    const keys = Object.keys(record).sort(byCodeUnit);
    digest.word(7);
    digest.word(keys.length);
    for (const key of keys) {
      digest.text(key);
      digestValue(digest, record[key]);
    }
  }
}

/** Total order of texts by code unit, the same in every locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

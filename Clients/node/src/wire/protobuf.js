// The primitives of protobuf's encoding.

const SAFE_BYTES = 7;
const decoder = new TextDecoder("utf-8", { fatal: true });
const encoder = new TextEncoder();

/** Writes fields. */
export class Writer {
  #pieces = [];

  /** A base-128 number; negative ones take ten bytes. */
  varint(value) {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number that JavaScript holds exactly`);
    const bytes = [];
    let rest = value;
    if (value < 0) {
      let wide = BigInt.asUintN(64, BigInt(value));
      for (; wide > 0xffffffffn; wide >>= 7n) bytes.push(Number(wide & 127n) | 128);
      rest = Number(wide);
    }
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
    bytes.push(rest);
    this.#pieces.push(Uint8Array.from(bytes));
  }

  number(field, value) {
    this.varint(field * 8);
    this.varint(value);
  }

  bytes(field, value) {
    this.varint(field * 8 + 2);
    this.varint(value.length);
    this.#pieces.push(value);
  }

  text(field, value) {
    this.bytes(field, encoder.encode(value));
  }

  double(field, value) {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    this.varint(field * 8 + 1);
    this.#pieces.push(bytes);
  }

  /** All that was written. */
  finish() {
    return Buffer.concat(this.#pieces);
  }
}

/** Reads fields; throws RangeError for bytes that are none. */
export class Reader {
  #bytes;
  #place = 0;

  constructor(bytes) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get isAtEnd() {
    return this.#place >= this.#bytes.length;
  }

  /** A field's number and how it is laid out. */
  tag() {
    const tag = this.number();
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    if (field < 1 || field >= 2 ** 29 || ![0, 1, 2, 5].includes(wire)) throw new RangeError("this is no field");
    return [field, wire];
  }

  /** A whole number. */
  number() {
    let value = 0;
    for (let index = 0; ; index += 1) {
      const byte = this.#byte();
      if (index >= SAFE_BYTES) return this.#wide(BigInt(value), index, byte);
      value += (byte & 127) * 128 ** index;
      if (byte < 128) return value;
    }
  }

  #wide(value, from, byte) {
    let [wide, next] = [value, byte];
    for (let index = from; index < 10; index += 1) {
      wide |= BigInt(next & 127) << BigInt(7 * index);
      if (next < 128) {
        const signed = Number(BigInt.asIntN(64, wide));
        if (!Number.isSafeInteger(signed)) throw new RangeError(`${wide} is more than JavaScript holds exactly`);
        return signed;
      }
      next = index < 9 ? this.#byte() : 128;
    }
    throw new RangeError("a number has more than ten bytes");
  }

  #byte() {
    if (this.isAtEnd) throw new RangeError("the bytes end inside a number");
    return this.#bytes[this.#place++];
  }

  bytes() {
    return this.#take(this.number());
  }

  text() {
    try {
      return decoder.decode(this.bytes());
    } catch (error) {
      throw error instanceof RangeError ? error : new RangeError("text is not UTF-8");
    }
  }

  double() {
    return this.#take(8).readDoubleLE(0);
  }

  skip(wire) {
    if (wire === 0) this.number();
    else this.#take(wire === 2 ? this.number() : wire === 1 ? 8 : 4);
  }

  #take(size) {
    if (size < 0 || this.#place + size > this.#bytes.length) throw new RangeError("the bytes end inside a field");
    this.#place += size;
    return this.#bytes.subarray(this.#place - size, this.#place);
  }
}

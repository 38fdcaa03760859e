// Protobuf by tables: a message is a list of [number, name, kind, how often, type].
//
// Kinds: text, decimal, double, int, int64, bool, bytes, enum, message, time, duration, status, map.
// How often: "" once, "?" may be missing, "*" repeated; with "=" it counts even when it is zero, as in a oneof.

import { enums, messages } from "./generated/schema.js";
import { Reader, Writer } from "./wire/protobuf.js";
import { dateOf, decimalText, secondsOf, spanOf } from "./values.js";

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;

const tables = { ...messages };
const converters = {};

/** Adds messages; a converter makes something else of a message that was read. */
export function define(more, convert = {}) {
  Object.assign(tables, more);
  Object.assign(converters, convert);
}

/** The fields of a message. */
export function fieldsOf(name) {
  return tables[name];
}

const numbers = Object.fromEntries(Object.entries(enums).map(([name, values]) => [
  name, Object.fromEntries(Object.entries(values).map(([number, word]) => [word, Number(number)])),
]));

// Writing

/** The bytes of a message. Names that it does not have are refused: they are misspelt. */
export function encode(name, value) {
  const rows = tables[name];
  const known = new Set(rows.map((row) => row[1]));
  for (const key of Object.keys(value)) {
    if (value[key] !== undefined && !known.has(key)) throw new TypeError(`${name} has no field ${key}`);
  }
  const writer = new Writer();
  for (const row of rows) writeField(writer, row, value[row[1]]);
  return writer.finish();
}

function writeField(writer, [number, name, kind, often, type], value) {
  if (value === undefined || value === null) return;
  if (kind === "map") {
    for (const [key, each] of Object.entries(value)) {
      const entry = new Writer();
      writeOne(entry, 1, "text", "", key);
      writeOne(entry, 2, type, "", each);
      writer.bytes(number, entry.finish());
    }
  } else if (!often.includes("*")) {
    if (often.includes("=") || !isZero(kind, value)) writeOne(writer, number, kind, type, value, name);
  } else if (["enum", "int", "int64", "bool"].includes(kind)) {
    const packed = new Writer();
    for (const each of value) packed.varint(varintOf(kind, type, each, name));
    if (value.length > 0) writer.bytes(number, packed.finish());
  } else {
    for (const each of value) writeOne(writer, number, kind, type, each, name);
  }
}

function isZero(kind, value) {
  switch (kind) {
    case "message": case "time": case "duration": return false;
    // A decimal of 0 is given; only the empty text is not.
    case "decimal": return value === "";
    default: return value === 0 || value === false || value.length === 0;
  }
}

function writeOne(writer, number, kind, type, value, name) {
  switch (kind) {
    case "text": return writer.text(number, textOf(value, name));
    case "decimal": return writer.text(number, decimalText(value));
    case "bytes": return writer.bytes(number, value);
    case "double": return writer.double(number, value);
    case "message": return writer.bytes(number, encode(type, value));
    case "time": return writer.bytes(number, pair(...secondsOf(value)));
    case "duration": return writer.bytes(number, pair(...spanOf(value)));
    default: return writer.number(number, varintOf(kind, type, value, name));
  }
}

function textOf(value, name) {
  if (typeof value !== "string") throw new TypeError(`${name} is ${value}; it must be a string`);
  return value;
}

function varintOf(kind, type, value, name) {
  if (kind !== "enum") return kind === "bool" ? Number(Boolean(value)) : value;
  const number = numbers[type][value];
  if (number === undefined) {
    throw new TypeError(`${name} is ${value}; it must be one of ${Object.keys(numbers[type]).join(", ")}`);
  }
  return number;
}

function pair(seconds, nanos) {
  const writer = new Writer();
  if (seconds !== 0) writer.number(1, seconds);
  if (nanos !== 0) writer.number(2, nanos);
  return writer.finish();
}

// Reading

/** The message of bytes; throws RangeError for what is no protobuf. */
export function decode(name, bytes) {
  const rows = tables[name];
  const byNumber = new Map(rows.map((row) => [row[0], row]));
  const value = {};
  for (const [, field, kind, often, type] of rows) {
    if (often.includes("*")) value[field] = [];
    else if (kind === "map") value[field] = {};
    else if (!often.includes("?")) value[field] = zero(kind, type);
  }
  const reader = new Reader(bytes);
  while (!reader.isAtEnd) {
    const [number, wire] = reader.tag();
    const row = byNumber.get(number);
    if (row) readField(reader, row, wire, value);
    else reader.skip(wire);
  }
  const oneof = rows.filter((row) => row[3] === "?=" && row[2] === "message");
  if (oneof.length > 1) value.kind = oneof.find((row) => value[row[1]] !== undefined)?.[1] ?? "";
  return converters[name] ? converters[name](value) : value;
}

function zero(kind, type) {
  switch (kind) {
    case "text": return "";
    case "decimal": return "";
    case "bytes": return new Uint8Array();
    case "bool": return false;
    case "enum": return enums[type][0];
    case "message": return decode(type, new Uint8Array());
    default: return 0;
  }
}

function readField(reader, [, name, kind, often, type], wire, value) {
  const own = kind === "double" ? FIXED64 : ["int", "int64", "bool", "enum"].includes(kind) ? VARINT : BYTES;
  if (often.includes("*") && own === VARINT && wire === BYTES) {
    const packed = new Reader(reader.bytes());
    while (!packed.isAtEnd) value[name].push(readOne(packed, kind, type));
  } else if (wire !== own) {
    reader.skip(wire);
  } else if (kind === "map") {
    const [key, each] = readEntry(new Reader(reader.bytes()), type);
    value[name][key] = each;
  } else if (often.includes("*")) {
    value[name].push(readOne(reader, kind, type));
  } else {
    const read = readOne(reader, kind, type);
    // A decimal may be missing by being empty.
    if (kind !== "decimal" || read !== "" || !often.includes("?")) value[name] = read;
  }
}

function readEntry(reader, type) {
  let [key, value] = ["", zero(type)];
  while (!reader.isAtEnd) {
    const [number, wire] = reader.tag();
    if (number === 1) key = reader.text();
    else if (number === 2) value = readOne(reader, type);
    else reader.skip(wire);
  }
  return [key, value];
}

function readOne(reader, kind, type) {
  switch (kind) {
    case "text": return reader.text();
    case "decimal": return reader.text();
    case "bytes": return reader.bytes();
    case "double": return reader.double();
    case "bool": return reader.number() !== 0;
    case "enum": return wordOf(type, reader.number());
    case "message": return decode(type, reader.bytes());
    case "status": return decode("Status", reader.bytes());
    case "time": return dateOf(...readPair(reader));
    case "duration": {
      const [seconds, nanos] = readPair(reader);
      return seconds * 1000 + nanos / 1_000_000;
    }
    default: return reader.number();
  }
}

function wordOf(type, number) {
  return enums[type][number] ?? `UNKNOWN_${number}`;
}

function readPair(reader) {
  const inner = new Reader(reader.bytes());
  const found = [0, 0];
  while (!inner.isAtEnd) {
    const [number, wire] = inner.tag();
    if (number <= 2 && wire === VARINT) found[number - 1] = inner.number();
    else inner.skip(wire);
  }
  return found;
}

// The vectors of Protos/conformance, which every client runs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ProtocolViolation } from "../src/errors.js";
import { decimalText } from "../src/values.js";
import { ClientConnection, Shape } from "../src/wire/connection.js";
import { FrameDecoder, encodeFrame } from "../src/wire/frames.js";
import { Daemon, vectors } from "./nijad.js";

const SHAPES = {
  unary: Shape.UNARY, "server stream": Shape.SERVER_STREAM, "client stream": Shape.CLIENT_STREAM,
  "both ways": Shape.BOTH_WAYS,
};
const hex = (text) => Buffer.from(text, "hex");
/** The daemon takes no larger profit, though a decimal may hold more. */
const PROFIT_DIGITS_MAX = 12;

test("frames", () => {
  for (const row of vectors("frames.json").frames) {
    const data = hex(row.hex);
    const encoded = row.frames.map((each) => encodeFrame(each.stream, each.type, each.flags, hex(each.data)));
    assert.deepEqual(Buffer.concat(encoded), data.subarray(0, Buffer.concat(encoded).length), row.name);
    for (const size of [1, 3, 10, data.length || 1]) {
      const decoder = new FrameDecoder();
      const found = [];
      for (let start = 0; start < data.length; start += size) {
        found.push(...decoder.feed(data.subarray(start, start + size)));
      }
      const told = found.map((frame) => ({ ...frame, data: frame.data.toString("hex") }));
      assert.deepEqual(told, row.frames, row.name);
    }
  }
});

test("frames that are refused", () => {
  for (const row of vectors("frames.json").refused) {
    assert.throws(() => [...new FrameDecoder().feed(hex(row.hex))], ProtocolViolation, row.name);
  }
});

test("streams", () => {
  for (const row of vectors("streams.json").streams) {
    const connection = new ClientConnection();
    for (const shape of row.calls) connection.begin(SHAPES[shape], "s.S", "M");
    if (row.violation) {
      assert.throws(() => [...connection.receive(hex(row.hex))], ProtocolViolation, row.name);
      continue;
    }
    const found = [...connection.receive(hex(row.hex))].map(({ stream, message, ended, error }) => (
      ended ? { stream, ended: error?.code ?? 0 } : { stream, message: Buffer.from(message).toString("hex") }));
    assert.deepEqual(found, row.events, row.name);
  }
});

test("statuses", () => {
  for (const row of vectors("statuses.json").statuses) {
    const connection = new ClientConnection();
    connection.begin(Shape.UNARY, "s.S", "M");
    const [{ error }] = connection.receive(encodeFrame(1, 2, 0, hex(row.response)));
    const { code, detail: message, reason, fields, metadata } = error;
    const { name, response, ...expected } = row;
    assert.deepEqual({ code, message, reason, fields, metadata }, expected, `${name} ${response}`);
  }
});

test("decimals", async (t) => {
  const daemon = await Daemon.start();
  t.after(() => daemon.end());
  const n = await daemon.connect();
  t.after(() => n.close());
  const { valid, invalid } = vectors("decimals.json");
  for (const { text, canonical } of valid) {
    if (canonical.replace(/^-|\..*$/g, "").length > PROFIT_DIGITS_MAX) continue;
    const { trade } = await n.recordTrade({ symbol: "X", strategy: "S", profit: text });
    assert.equal(trade.profit, canonical);
  }
  for (const text of invalid) {
    const refused = n.recordTrade({ symbol: "X", strategy: "S", profit: text });
    await assert.rejects(refused, { name: "InvalidArgument" }, text);
  }
  for (const [number, text] of [[0.1, "0.1"], [1e-7, "0.0000001"], [-1.5e-10, "-0.00000000015"], [1e21,
    "1000000000000000000000"], [1.25e22, "12500000000000000000000"], [NaN, "NaN"], [7n, "7"], [undefined, ""]]) {
    assert.equal(decimalText(number), text);
  }
});

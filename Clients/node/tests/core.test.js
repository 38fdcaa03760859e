// What is decided without sockets and clocks: the codec, ids, repetitions, resumption; and that nothing is missing.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { arrange } from "../src/client.js";
import { decode, encode } from "../src/codec.js";
import { messages } from "../src/generated/schema.js";
import * as nija from "../src/index.js";
import { Cursor, SIGNS, silenceOf } from "../src/resuming.js";
import { Attempts, Backoff, Unanswered } from "../src/retrying.js";
import { Reader, Writer } from "../src/wire/protobuf.js";
import { ROOT } from "./nijad.js";

const method = (name) => nija.methods.find((each) => each.name === name);
const lost = new Unanswered("cut", { wasSent: true });
const unsent = new Unanswered("cut", { wasSent: false });
const late = new Unanswered("late", { wasSent: true, isLate: true });
const gone = new nija.Unreachable("gone");
const draining = new nija.Unavailable(14, "draining");

/** How a call ends that fails so; undefined when it is tried again after each. */
function end(name, failures, now = 0) {
  const attempts = new Attempts(method(name), method(name).retryIds ? ["id-1"] : [], 10_000);
  try {
    for (const failure of failures) attempts.pauseAfter(failure, now);
  } catch (error) {
    return error;
  }
  return undefined;
}

test("every method of the contract is there", () => {
  const folder = join(ROOT, "Protos/nija/v1");
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const stated = sources.flatMap((source) => source.match(/^ {2}rpc \w+/gm) ?? []);
  assert.equal(nija.methods.length, stated.length);
  const types = readFileSync(join(ROOT, "Clients/node/src/generated/types.d.ts"), "utf8");
  for (const each of nija.methods) {
    assert.equal(typeof nija.Client.prototype[each.call], "function");
    assert.ok(types.includes(`  ${each.call}(`), each.call);
    assert.ok(decode(each.response, new Uint8Array()));
  }
});

test("whole numbers of every size", () => {
  for (const value of [0, 1, 127, 128, 300, 2 ** 31, 2 ** 32, 2 ** 49, 2 ** 52, Number.MAX_SAFE_INTEGER, -1, -300,
    Number.MIN_SAFE_INTEGER]) {
    const writer = new Writer();
    writer.varint(value);
    assert.equal(new Reader(writer.finish()).number(), value);
  }
  for (const bytes of [[], [128], Array(11).fill(255), [255, 255, 255, 255, 255, 255, 255, 127]]) {
    assert.throws(() => new Reader(Uint8Array.from(bytes)).number(), RangeError);
  }
  assert.throws(() => new Writer().varint(1.5), RangeError);
});

test("bytes that are no protobuf", () => {
  for (const bytes of [[255], [10, 5, 1], [8], [3], [15, 0], [10, 1, 255], [9, 0]]) {
    assert.throws(() => decode("RecordTradeResponse", Uint8Array.from(bytes)), RangeError, bytes.join(" "));
  }
});

test("a message survives the way there and back", () => {
  const trade = {
    tradeId: "t", strategy: "S", symbol: "ÄÖ☺", profit: "-1.5", side: "SHORT", confidence: 0, isWin: false,
    tags: ["a", ""],
    entryTime: new Date(-1), exitTime: new Date("2026-01-30T04:30:00.123Z"),
  };
  const found = decode("Trade", encode("Trade", trade));
  for (const [name, value] of Object.entries(trade)) assert.deepEqual(found[name], value, name);
  assert.equal(found.quantity, undefined);
  assert.equal(decode("Trade", encode("Trade", { profit: 0 })).profit, "0");
  const threshold = decode("Threshold", encode("Threshold", {
    thresholdValue: -0.25, minTrades: -1, cooldown: 1500.25, escalations: [{ thresholdValue: 2 }, {}],
  }));
  assert.deepEqual([threshold.thresholdValue, threshold.minTrades, threshold.cooldown, threshold.escalations.length],
    [-0.25, -1, 1500.25, 2]);
  const report = decode("RaiseAlarmRequest", encode("RaiseAlarmRequest", { metadata: { a: "b", c: "" } }));
  assert.deepEqual(report.metadata, { a: "b", c: "" });
  assert.deepEqual(decode("SubscribeRequest", encode("SubscribeRequest", { topics: ["TRADES", "KPIS"] })).topics,
    ["TRADES", "KPIS"]);
});

test("what a newer daemon adds is read or passed over", () => {
  const writer = new Writer();
  writer.number(1, 99);
  writer.number(7, 77);
  writer.double(1000, 1);
  assert.equal(decode("Trade", writer.finish()).side, "UNKNOWN_77");
});

test("misspelt names and words are refused before sending", () => {
  assert.throws(() => encode("Trade", { tradeID: "t" }), /has no field tradeID/);
  assert.throws(() => encode("Trade", { side: "UP" }), /must be one of UNSPECIFIED, LONG, SHORT/);
  assert.throws(() => encode("Trade", { symbol: 7 }), /must be a string/);
  assert.throws(() => encode("Trade", { exitTime: new Date(NaN) }), /invalid Date/);
});

test("requests are given flat, and ids are made before sending", () => {
  const ids = [];
  const given = { symbol: "X", strict: true };
  const request = arrange(method("RecordTrade"), given, ids);
  assert.deepEqual(request, { trade: { symbol: "X", tradeId: ids[0] }, strict: true });
  assert.deepEqual(given, { symbol: "X", strict: true });
  assert.deepEqual(arrange(method("RecordTrade"), { tradeId: "mine" }).trade.tradeId, "mine");
  const batch = arrange(method("BatchRecordTrades"), { trades: [{ tradeId: "mine" }, {}] });
  assert.equal(batch.trades[0].tradeId, "mine");
  assert.ok(batch.trades[1].tradeId);
  assert.equal(new Set(Array.from({ length: 10_000 }, nija.makeId)).size, 10_000);
  for (const each of nija.methods) {
    for (const holder of each.opened ?? []) assert.ok(messages[each.request].some((row) => row[1] === holder));
  }
});

test("which failures are tried again, and how the rest ends", () => {
  for (const name of ["RecordTrade", "Shutdown", "GetTrade"]) {
    assert.equal(end(name, [unsent, gone, draining]), undefined);
  }
  assert.equal(end("RecordTrade", [lost, gone, lost]), undefined);
  assert.equal(end("GetTrade", [lost]), undefined);
  assert.ok(end("RaiseAlarm", [lost]) instanceof nija.OutcomeUnknown);
  const refused = new nija.AlreadyExists(6, "other content");
  assert.equal(end("RecordTrade", [lost, refused]), refused);
  for (const [name, failure, kind] of [
    ["GetTrade", late, nija.DeadlineExceeded], ["GetTrade", lost, nija.ConnectionLost],
    ["RecordTrade", late, nija.OutcomeUnknown], ["RecordTrade", unsent, nija.ConnectionLost],
    ["RecordTrade", gone, nija.Unreachable], ["RecordTrade", draining, nija.Unavailable]]) {
    assert.ok(end(name, [failure], 10_000) instanceof kind);
  }
  const attempts = new Attempts(method("RecordTrade"), ["id-1"], 10_000);
  attempts.pauseAfter(lost, 0);
  assert.throws(() => attempts.pauseAfter(gone, 10_000), (error) => error.ids[0] === "id-1");
  const backoff = new Backoff();
  assert.deepEqual(Array.from({ length: 10 }, () => backoff.next()), [10, 20, 40, 80, 160, 320, 640, 1280, 2000, 2000]);
});

test("what is no event of the ledger is what the contract says", () => {
  const contract = readFileSync(join(ROOT, "Protos/nija/v1/event.proto"), "utf8");
  const stated = /Of (.*): everything up to here was delivered/.exec(contract)[1].match(/(?<=`)\w+(?=`)/g);
  assert.deepEqual([...stated, "goingAway"].sort(), [...SIGNS].sort());
});

test("each event is news once, and a heartbeat moves the cursor", () => {
  const cursor = new Cursor(undefined);
  const event = (sequence, kind = "tradeRecorded") => ({ sequence, kind });
  assert.deepEqual([3, 4, 4, 3, 9].map((number) => cursor.deliver(event(number))), [true, true, false, false, true]);
  const signs = [
    [12, "heartbeat"], [2, "heartbeat"], [99, "kpis"], [99, "goingAway"], [12, "price"], [99, "portfolio"],
  ];
  for (const [number, kind] of signs) {
    assert.ok(cursor.deliver(event(number, kind)));
    assert.equal(cursor.sequence, 12);
  }
  const behind = new nija.ResourceExhausted(8, "too far behind");
  assert.ok(cursor.isFinal(new nija.PermissionDenied(7, "no")));
  assert.ok(!cursor.isFinal(draining));
  assert.ok(!cursor.isFinal(behind));
  cursor.opened();
  assert.ok(cursor.isFinal(behind));
  assert.deepEqual([silenceOf({}), silenceOf({ heartbeatInterval: 2000 })], [30_000, 6000]);
});

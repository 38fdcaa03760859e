// Runs one case of Protos/conformance/interop.json; `interop-promises` runs this.

import assert from "node:assert/strict";

import { Client } from "../src/client.js";
import { decode, define, encode } from "../src/codec.js";
import * as nija from "../src/index.js";
import { Link } from "../src/link.js";
import { Shape } from "../src/wire/connection.js";

const CANNOT = 77;
const SIZES_IN = [27182, 8, 1828, 45904];
const SIZES_OUT = [31415, 9, 2653, 58979];
const SPECIAL_MESSAGE = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \u{1f608}\t\n";

// Protos/conformance/interop.proto. A status is sent as it is, so it has another name than one that is read.
define({
  Empty: [],
  SentStatus: [[1, "code", "int", ""], [2, "message", "text", ""], [3, "details", "message", "*", "Any"]],
  SimpleRequest: [
    [1, "payload", "bytes", ""], [2, "responseSize", "int", ""], [3, "responseStatus", "message", "?", "SentStatus"],
  ],
  SimpleResponse: [[1, "payload", "bytes", ""]],
  StreamingInputRequest: [[1, "payload", "bytes", ""]],
  StreamingInputResponse: [[1, "aggregatedPayloadSize", "int64", ""]],
  StreamingOutputRequest: [
    [1, "responseSizes", "int", "*"], [2, "payload", "bytes", ""], [3, "responseStatus", "message", "?", "SentStatus"],
  ],
  StreamingOutputResponse: [[1, "payload", "bytes", ""]],
  CountInterruptedResponse: [[1, "count", "int64", ""]],
});

/** Methods of the interop service change nothing, so that they may be repeated. */
function method(name, request, response, service = "nija.interop.v1.InteropService") {
  return { service, name, request, response, isRead: true };
}

const UNARY_CALL = method("UnaryCall", "SimpleRequest", "SimpleResponse");
const EMPTY_CALL = method("EmptyCall", "Empty", "Empty");
const n = new Client(process.env.NIJA_INTEROP, 10_000);

/** A stream that is not the contract's: how to send to it, and what comes. */
async function open(name, shape, answer, request = "StreamingOutputRequest") {
  const link = await Link.connect(n.path);
  const stream = link.begin(shape, method(name, request, answer));
  return {
    send: (value) => link.send(stream, encode(request, value)),
    halfClose: () => link.halfClose(stream),
    cancel: () => link.cancel(stream),
    next: () => link.next(stream),
    answer: async () => decode(answer, await link.answer(stream, Infinity)),
    size: async () => decode(answer, (await link.next(stream)).message).payload.length,
    close: () => link.close(),
  };
}

function openInput() {
  return open("StreamingInputCall", Shape.CLIENT_STREAM, "StreamingInputResponse", "StreamingInputRequest");
}

function output(request) {
  return n.messages(method("StreamingOutputCall", "StreamingOutputRequest", "StreamingOutputResponse"), request);
}

async function interrupted() {
  return (await n.call(method("CountInterrupted", "Empty", "CountInterruptedResponse"))).count;
}

async function waitForInterrupted(count) {
  while (await interrupted() < count);
}

const cases = {
  async empty_unary() {
    assert.deepEqual(await n.call(EMPTY_CALL), {});
  },
  async large_unary() {
    const { payload } = await n.call(UNARY_CALL, { payload: Buffer.alloc(271828), responseSize: 314159 });
    assert.deepEqual(payload, Buffer.alloc(314159));
  },
  async client_streaming() {
    const call = await openInput();
    for (const size of SIZES_IN) await call.send({ payload: Buffer.alloc(size) });
    call.halfClose();
    assert.deepEqual(await call.answer(), { aggregatedPayloadSize: 74922 });
    call.close();
  },
  async server_streaming() {
    const sizes = [];
    for await (const { payload } of output({ responseSizes: SIZES_OUT })) sizes.push(payload.length);
    assert.deepEqual(sizes, SIZES_OUT);
  },
  async ping_pong() {
    const call = await open("FullDuplexCall", Shape.BOTH_WAYS, "StreamingOutputResponse");
    for (const [index, size] of SIZES_OUT.entries()) {
      await call.send({ payload: Buffer.alloc(SIZES_IN[index]), responseSizes: [size] });
      assert.equal(await call.size(), size);
    }
    call.halfClose();
    const { ended, error } = await call.next();
    assert.deepEqual([ended, error], [true, undefined]);
    call.close();
  },
  async empty_stream() {
    const call = await open("FullDuplexCall", Shape.BOTH_WAYS, "StreamingOutputResponse");
    call.halfClose();
    const { ended, error } = await call.next();
    assert.deepEqual([ended, error], [true, undefined]);
    call.close();
  },
  async status_code_and_message() {
    const responseStatus = { code: 2, message: "test status message" };
    await assert.rejects(n.call(UNARY_CALL, { responseStatus }), { code: 2, message: "test status message" });
    const call = await open("FullDuplexCall", Shape.BOTH_WAYS, "StreamingOutputResponse");
    await call.send({ responseStatus });
    const { error } = await call.next();
    assert.deepEqual([error.code, error.message], [2, "test status message"]);
    call.close();
  },
  async special_status_message() {
    const responseStatus = { code: 2, message: SPECIAL_MESSAGE };
    await assert.rejects(n.call(UNARY_CALL, { responseStatus }), { detail: SPECIAL_MESSAGE });
  },
  async status_details() {
    const fieldViolations = ["trade.profit", "trade.symbol"].map((field) => ({ field, description: "is wrong" }));
    const details = [
      { typeUrl: "type.googleapis.com/google.rpc.BadRequest", value: encode("BadRequest", { fieldViolations }) },
      { typeUrl: "type.googleapis.com/google.rpc.ErrorInfo", value: encode("ErrorInfo", { reason: "INVALID_FIELDS" }) },
    ];
    await assert.rejects(n.call(UNARY_CALL, { responseStatus: { code: 3, message: "two fields", details } }),
      { name: "InvalidArgument", fields: fieldViolations, reason: "INVALID_FIELDS" });
  },
  async error_after_messages() {
    const answers = output({ responseSizes: [1, 2], responseStatus: { code: 8, message: "enough" } });
    assert.equal((await answers.next()).value.payload.length, 1);
    assert.equal((await answers.next()).value.payload.length, 2);
    await assert.rejects(answers.next(), { name: "ResourceExhausted" });
  },
  async unimplemented_method() {
    await assert.rejects(n.call(method("UnimplementedCall", "Empty", "Empty")), { name: "Unimplemented" });
  },
  async unimplemented_service() {
    const unknown = method("EmptyCall", "Empty", "Empty", "nija.interop.v1.UnimplementedService");
    await assert.rejects(n.call(unknown), { name: "Unimplemented" });
  },
  async oversized_response() {
    const link = await Link.connect(n.path);
    const request = encode("SimpleRequest", { responseSize: 4194304 });
    await assert.rejects(link.call(UNARY_CALL, request, Infinity), { name: "ResourceExhausted" });
    assert.equal((await link.call(EMPTY_CALL, encode("Empty", {}), Infinity)).length, 0);
    link.close();
  },
  async many_in_flight() {
    const sizes = [...Array(200).keys()];
    const answers = await Promise.all(sizes.map((responseSize) => n.call(UNARY_CALL, { responseSize })));
    assert.deepEqual(answers.map((answer) => answer.payload.length), sizes);
  },
  async cancel_after_begin() {
    const before = await interrupted();
    const call = await openInput();
    call.cancel();
    await waitForInterrupted(before + 1);
    call.close();
  },
  async cancel_after_first_response() {
    const before = await interrupted();
    const call = await open("FullDuplexCall", Shape.BOTH_WAYS, "StreamingOutputResponse");
    await call.send({ responseSizes: [31415] });
    assert.equal(await call.size(), 31415);
    call.cancel();
    await waitForInterrupted(before + 1);
    call.close();
  },
  async timeout_on_sleeping_server() {
    const start = performance.now();
    const endless = n.call(method("EndlessCall", "Empty", "Empty"), {}, { timeout: 50 });
    await assert.rejects(endless, { name: "DeadlineExceeded" });
    assert.ok(performance.now() - start < 5000);
  },
  async retry_with_the_same_id() {
    const cut = await nija.connect(process.env.NIJA_PROXY);
    await cut.recordTrade({ symbol: "X", strategy: "S", profit: 1 });
    cut.close();
    const direct = await nija.connect();
    assert.equal((await direct.getAccount()).account.totalTrades, 1);
    direct.close();
  },
  async outcome_unknown() {
    const trade = { symbol: "X", strategy: "S", profit: 1 };
    const cut = await nija.connect(process.env.NIJA_PROXY);
    const error = await cut.recordTrade(trade, { timeout: 300 }).catch((thrown) => thrown);
    cut.close();
    assert.ok(error instanceof nija.OutcomeUnknown);
    const direct = await nija.connect();
    assert.ok((await direct.recordTrade({ ...trade, tradeId: error.ids[0] })).duplicate);
    direct.close();
  },
  async resume_after_a_cut() {
    const direct = await nija.connect();
    await direct.recordTrades(Array.from({ length: 500 }, () => ({ symbol: "X", strategy: "S", profit: 1 })));
    const last = (await direct.getStatus()).sequence;
    direct.close();
    const cut = await nija.connect(process.env.NIJA_PROXY);
    const seen = [];
    for await (const event of cut.subscribe({ afterSequence: 0 })) if (seen.push(event.sequence) === last) break;
    assert.deepEqual(seen, Array.from({ length: last }, (_, index) => index + 1));
    cut.close();
  },
};

const wanted = cases[process.argv[2]];
if (wanted) {
  await wanted();
  n.close();
} else {
  console.log(`${process.argv[2]} is not known here`);
  process.exitCode = CANNOT;
}

// nija: a ledger for trading bots. This is the client; `nijad` is the daemon that it talks to.
//
//     import * as nija from "nija";
//
//     const n = await nija.connect();
//     await n.recordTrade({ symbol: "BTC-USD", strategy: "APEX_V71", profit: "50.0", fees: "1.0" });
//     n.close();

import { Client } from "./client.js";

export { Client, makeId } from "./client.js";
export * from "./errors.js";
export { methods } from "./generated/methods.js";
export { EventStream, MessageStream } from "./streams.js";

const DEFAULT_SOCKET = "/run/nija/nijad.sock";
const DEFAULT_TIMEOUT = 10_000;

/** Connects to a daemon: the socket of `path`, NIJA_SOCKET or /run/nija/nijad.sock. */
export function connect(path = undefined, { timeout = DEFAULT_TIMEOUT } = {}) {
  return new Client(path ?? process.env.NIJA_SOCKET ?? DEFAULT_SOCKET, timeout).connect();
}

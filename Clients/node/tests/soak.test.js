// Writers and a follower behind a proxy that cuts, before a daemon that is killed: nothing is lost, doubled or missed.
//
// KILLS=n makes it longer.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as nija from "../src/index.js";
import { Daemon, Proxy } from "./nijad.js";

const WRITERS = 4;
const KILLS = Number(process.env.KILLS ?? 5);
/** Bytes of answers that a connection lets back before it is cut; null for one that is not. */
const CUTS = [0, 1, 9, 10, 11, 50, 100, 400, 1000, 5000, null];
const pick = (list) => list[Math.floor(Math.random() * list.length)];

test("kills and cuts lose, double and hide nothing", async () => {
  const daemon = await Daemon.start();
  const proxy = await Proxy.before(daemon, Array.from({ length: 10_000 }, () => pick(CUTS)));
  const [acknowledged, unknown, events] = [new Map(), new Map(), []];
  let stopping = false;

  async function write(name) {
    const n = await nija.connect(proxy.socket, { timeout: 60_000 });
    for (let number = 0; !stopping; number += 1) {
      const [tradeId, profit] = [`${name}-${number}`, String((number % 100) - 50)];
      try {
        await n.recordTrade({ symbol: "X", strategy: "S", profit, tradeId });
        acknowledged.set(tradeId, profit);
      } catch (error) {
        if (!(error instanceof nija.OutcomeUnknown)) throw error;
        unknown.set(tradeId, profit);
      }
    }
    n.close();
  }

  const follower = await nija.connect(proxy.socket, { timeout: 60_000 });
  const stream = follower.subscribe({ afterSequence: 0, topics: ["TRADES"] });
  const following = (async () => {
    for await (const event of stream) events.push(event.sequence);
  })();
  const writing = Promise.all(Array.from({ length: WRITERS }, (_, number) => write(number)));
  for (let kill = 0; kill < KILLS; kill += 1) {
    const target = acknowledged.size + 20 + Math.floor(Math.random() * 300);
    while (acknowledged.size < target) await Promise.race([writing, new Promise(setImmediate)]);
    await daemon.kill();
    await daemon.start();
  }
  stopping = true;
  await writing;

  const n = await daemon.connect();
  const stored = new Map();
  for await (const trade of n.iterTrades({ orderBy: "sequence", pageSize: 1000 })) stored.set(trade.tradeId, trade);
  for (const [tradeId, profit] of acknowledged) assert.equal(stored.get(tradeId)?.profit, profit);
  for (const tradeId of stored.keys()) assert.ok(acknowledged.has(tradeId) || unknown.has(tradeId));
  while (events.length < stored.size) await new Promise(setImmediate);
  stream.close();
  await following;
  assert.deepEqual(events, [...stored.values()].map((trade) => trade.sequence));
  for (const end of [n, follower, proxy]) (end.close ?? end.end).call(end);
  await daemon.end();
});

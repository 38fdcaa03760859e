#!/usr/bin/env node
// A bot that trades a random walk, does what its operator says, and reports its balance.
//
//     node examples/random-walk.js --socket ./nijad.sock
//     nijactl strategy pause RANDOM_WALK --reason 'let me look'    # in another terminal; then resume, or stop

import { parseArgs } from "node:util";

import * as nija from "../src/index.js";

const { values: chosen } = parseArgs({
  options: {
    socket: { type: "string" },
    strategy: { type: "string", default: "RANDOM_WALK" },
    trades: { type: "string", default: "1000" },
    pause: { type: "string", default: "1000" },
  },
});

/** The text of whole cents, in which amounts are kept here so that sums are exact. */
function text(amount) {
  const whole = Math.abs(amount);
  return `${amount < 0 ? "-" : ""}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, "0")}`;
}
const cents = (amount) => Math.round(Number(amount) * 100);

let price = 10_000;

/** A price that goes up or down by up to one percent a step. */
function step() {
  price = Math.max(1, Math.round(price * (0.99 + 0.02 * Math.random())));
  return price;
}

/** Buys, waits a step, sells, and records what came of it: the net profit in cents. */
async function tradeOnce(n) {
  const [entryTime, entry] = [new Date(), price];
  const leave = step();
  const { trade } = await n.recordTrade({
    strategy: chosen.strategy, symbol: "WALK-USD", side: "LONG", quantity: 1, entryPrice: text(entry),
    exitPrice: text(leave), entryTime, profit: text(leave - entry), fees: "0.01",
  });
  return cents(trade.netProfit);
}

const n = await nija.connect(chosen.socket);
await n.registerStrategy({ name: chosen.strategy, description: "trades a random walk" });
let balance = cents((await n.getAccount()).account.balance);
let traded = 0;
// The stream begins with the strategy's present status, and goes on by itself should the daemon restart.
const orders = n.streamStrategies({ account: "default", name: chosen.strategy });
let { status } = (await orders.wait()).strategy.strategy;
while (traded < Number(chosen.trades) && status !== "STOPPED") {
  const order = await orders.wait(Number(chosen.pause));
  if (order) {
    ({ status } = order.strategy.strategy);
    console.log(`${status}: ${order.strategy.reason}`);
  } else if (status === "ACTIVE") {
    balance += await tradeOnce(n);
    traded += 1;
    await n.updateBalance({ balance: text(balance) });
    console.log(`trade ${traded}: balance ${text(balance)}`);
  }
}
console.log(`done after ${traded} trades`);
orders.close();
n.close();

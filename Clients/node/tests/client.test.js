// The client against a real nijad.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as nija from "../src/index.js";
import { Daemon, Proxy } from "./nijad.js";

/** Runs a test with a daemon of its own and a client of it. */
function withDaemon(name, body) {
  test(name, async () => {
    const daemon = await Daemon.start();
    const n = await daemon.connect();
    try {
      await body(n, daemon);
    } finally {
      n.close();
      await daemon.end();
    }
  });
}

/** The same with a proxy before the daemon, of which the client knows nothing. */
function withProxy(name, answers, body) {
  withDaemon(name, async (direct, daemon) => {
    const proxy = await Proxy.before(daemon, answers);
    const n = await nija.connect(proxy.socket);
    try {
      await body(n, direct, proxy);
    } finally {
      n.close();
      proxy.end();
    }
  });
}

const trade = (profit, rest) => ({ symbol: "X", strategy: "S", profit, ...rest });

function* trades(count) {
  for (let number = 0; number < count; number += 1) yield trade(number);
}

async function until(condition) {
  while (!(await condition())) await new Promise(setImmediate);
}

withDaemon("a trade in one line", async (n) => {
  const answer = await n.recordTrade({ symbol: "BTC-USD", strategy: "APEX_V71", profit: "50.0", fees: "1.0" });
  assert.deepEqual([answer.trade.netProfit, answer.duplicate], ["49", false]);
  assert.deepEqual((await n.getTrade({ tradeId: answer.trade.tradeId })).trade, answer.trade);
});

withDaemon("errors are typed", async (n) => {
  await assert.rejects(n.recordTrade(trade("abc", { quantity: NaN })), (error) => {
    assert.ok(error instanceof nija.InvalidArgument && error instanceof nija.NijaError);
    assert.deepEqual(error.fields.map((field) => field.field), ["trade.profit", "trade.quantity"]);
    return true;
  });
  await n.recordTrade(trade(1, { tradeId: "taken" }));
  const other = n.recordTrade(trade(2, { tradeId: "taken" }));
  await assert.rejects(other, { name: "AlreadyExists", reason: "TRADE_EXISTS" });
  await assert.rejects(n.getTrade({ tradeId: "nobody" }), { name: "NotFound" });
  await assert.rejects(n.recordTrade(trade(1, { reason: "r".repeat(5 << 20) })), { name: "ResourceExhausted" });
  await assert.rejects(nija.connect("/nowhere/nijad.sock"), { name: "Unreachable" });
});

withDaemon("every method reaches the daemon, and its answer is read", async (n) => {
  // Shutdown ends the daemon that the others need.
  const inSequence = [...nija.methods].sort((one, other) => (one.name === "Shutdown") - (other.name === "Shutdown"));
  for (const { call, kind, name } of inSequence) {
    try {
      const answer = n[call](kind === "clientStream" ? [] : {}, { timeout: 5000 });
      if (kind === "events" || kind === "serverStream") await answer.return();
      else assert.equal(typeof (await answer), "object");
    } catch (error) {
      assert.ok(error instanceof nija.Refused && error.code < 12, `${name}: ${error.stack}`);
    }
  }
});

withDaemon("calls are in flight together on one connection", async (n) => {
  const answers = await Promise.all([...trades(500)].map((each) => n.recordTrade(each)));
  assert.deepEqual(answers.map((answer) => Number(answer.trade.profit)), [...Array(500).keys()]);
  assert.equal((await n.getStatus()).connections, 1);
});

withDaemon("streams of trades, batches and pages", async (n) => {
  assert.equal((await n.recordTrades(trades(2500))).recorded, 2500);
  assert.equal((await n.recordTrades([])).recorded, 0);
  const found = [];
  for await (const each of n.iterTrades({ pageSize: 1000, orderBy: "profit" })) found.push(Number(each.profit));
  assert.deepEqual(found, [...Array(2500).keys()]);
  const batch = await n.batchRecordTrades({ trades: [trade(1), trade(1, { symbol: "" })] });
  assert.deepEqual([batch.recorded, batch.results[1].error instanceof nija.InvalidArgument], [1, true]);
});

withDaemon("figures without a value are undefined", async (n) => {
  const { kpis } = await n.getKpiSummary({ window: { name: "1W" } });
  assert.equal(kpis.winRate, undefined);
  assert.ok(kpis.undefined.some((each) => each.metric === "win_rate" && each.reason === "NO_TRADES"));
});

withDaemon("a report comes in pieces, and health is watched", async (n) => {
  const pieces = [];
  for await (const piece of n.exportKpis({ format: "MARKDOWN" })) pieces.push(piece);
  assert.ok(pieces[0].filename.endsWith(".md"));
  for await (const health of n.watchHealth()) {
    assert.equal(health.status, "SERVING");
    break;
  }
  await until(async () => (await n.getStatus()).connections === 1);
});

withDaemon("a killed daemon is waited for", async (n, daemon) => {
  await n.recordTrade(trade(1));
  await daemon.kill();
  const [answer] = await Promise.all([n.recordTrade(trade(2)), daemon.start()]);
  assert.equal(answer.duplicate, false);
  assert.equal((await n.getAccount()).account.totalTrades, 2);
});

withProxy("a cut before the answer is repaired with the same id", [0, null], async (n, direct) => {
  await n.recordTrade(trade(1));
  assert.equal((await direct.getAccount()).account.totalTrades, 1);
});

withProxy("cuts until the deadline leave the outcome unknown", [0], async (n, direct, proxy) => {
  const error = await n.recordTrade(trade(1), { timeout: 1000 }).catch((thrown) => thrown);
  assert.ok(error instanceof nija.OutcomeUnknown);
  assert.ok(proxy.count >= 2);
  assert.ok((await direct.recordTrade(trade(1, { tradeId: error.ids[0] }))).duplicate);
});

withProxy("a write without an id is not repeated", [0], async (n, direct, proxy) => {
  const report = { name: "odd", severity: "INFO", category: "SYSTEM", message: "m" };
  await assert.rejects(n.raiseAlarm(report), { name: "OutcomeUnknown" });
  assert.equal(proxy.count, 1);
});

withDaemon("a deadline is kept when nothing answers", async (n, daemon) => {
  daemon.signal("SIGSTOP");
  try {
    await assert.rejects(n.getVersion({}, { timeout: 200 }), { name: "DeadlineExceeded" });
    await assert.rejects(n.recordTrade(trade(1, { tradeId: "late" }), { timeout: 200 }), { name: "OutcomeUnknown" });
    const giving = new AbortController();
    const given = n.getVersion({}, { signal: giving.signal });
    giving.abort(new Error("never mind"));
    await assert.rejects(given, /never mind/);
  } finally {
    daemon.signal("SIGCONT");
  }
  await n.recordTrade(trade(1, { tradeId: "late" }));
  assert.equal((await n.getAccount()).account.totalTrades, 1);
});

withDaemon("a stream survives kills without a gap", async (n, daemon) => {
  const events = await n.subscribe({ topics: ["TRADES"], heartbeatInterval: 200 }).open();
  const [recorded, seen] = [[], []];
  for (let part = 0; part < 3; part += 1) {
    for (const each of trades(30)) recorded.push((await n.recordTrade(each)).trade.sequence);
    while (seen.length < recorded.length - 10) seen.push((await events.wait()).sequence);
    if (part < 2) {
      await daemon.kill();
      await daemon.start();
    }
  }
  while (seen.length < recorded.length) seen.push((await events.wait()).sequence);
  assert.deepEqual(seen, recorded);
  events.close();
});

const CUTS = [null, 0, 1, 10, 333, 1000, 5000, null];
withProxy("cuts anywhere leave no gap and repeat nothing", CUTS, async (n, direct, proxy) => {
  await direct.recordTrades(trades(300));
  const last = (await direct.getStatus()).sequence;
  const seen = [];
  for await (const event of n.subscribe({ afterSequence: 0 })) {
    seen.push(event.sequence);
    if (event.sequence >= last) break;
  }
  assert.deepEqual(seen, Array.from({ length: last }, (_, index) => index + 1));
  assert.equal(proxy.count, CUTS.length);
});

withDaemon("a slow reader is not flooded, and loses nothing", async (n) => {
  await n.recordTrades(trades(5000));
  const last = (await n.getStatus()).sequence;
  const events = n.subscribe({ afterSequence: 0 });
  for (let expected = 1; expected <= last; expected += 1) {
    if (expected % 500 === 0) await new Promise(setImmediate);
    assert.equal((await events.wait()).sequence, expected);
  }
  events.close();
});

withDaemon("a stream ends by close, by a signal, by its time, or by a refusal", async (n) => {
  const closed = n.subscribe();
  const waiting = closed.next();
  await until(async () => (await n.getStatus()).subscribers === 1);
  closed.close();
  assert.equal((await waiting).done, true);
  const giving = new AbortController();
  const ended = n.streamTrades({}, { signal: giving.signal }).next();
  giving.abort();
  assert.equal((await ended).done, true);
  await assert.rejects(n.streamTrades({}, { timeout: 100 }).next(), { name: "DeadlineExceeded" });
  await assert.rejects(n.subscribe({ heartbeatInterval: 1 }).next(), { name: "InvalidArgument" });
  await until(async () => (await n.getStatus()).subscribers === 0);
});

withDaemon("waiting for an event ends in time while the daemon is away", async (n, daemon) => {
  const events = await n.streamTrades().open();
  await daemon.kill();
  for (let count = 0; count < 10; count += 1) {
    const start = performance.now();
    assert.equal(await events.wait(100), undefined);
    assert.ok(performance.now() - start < 1000);
  }
  await daemon.start();
  await n.recordTrade(trade(1));
  assert.equal((await events.wait()).tradeRecorded.profit, "1");
  events.close();
});

withDaemon("prices come although the ledger stands still", async (n) => {
  const events = await n.subscribe({ topics: ["PRICES"] }).open();
  for (let price = 1; price < 6; price += 1) {
    await n.pushPrice({ symbol: "X", last: price });
    assert.equal((await events.wait()).price.last, String(price));
  }
  events.close();
});

withDaemon("a portfolio comes at once, and again with every price that moves it", async (n) => {
  await n.openPosition({ strategy: "S", symbol: "X", side: "LONG", quantity: 2, entryPrice: 100 });
  const events = await n.streamPortfolio({ minInterval: 0 }).open();
  assert.equal((await events.wait()).portfolio.totalValue, "1000");
  await n.pushPrice({ symbol: "X", last: 110 });
  const { portfolio } = await events.wait();
  assert.deepEqual([portfolio.totalValue, portfolio.bySymbol[0].exposure], ["1020", "220"]);
  events.close();
  const shown = await n.getPortfolio({ positions: 10 });
  assert.deepEqual([shown.portfolio.dailyPnl, shown.positions.length], ["20", 1]);
  assert.equal((await n.getPortfolioHealth()).status, "HEALTHY");
});

withDaemon("strategies begin with how things are", async (n) => {
  await n.registerStrategy({ name: "S" });
  const events = n.streamStrategies({ name: "S" });
  assert.equal((await events.wait()).strategy.strategy.status, "ACTIVE");
  await n.pauseStrategy({ name: "S", reason: "test" });
  assert.equal((await events.wait()).strategy.reason, "test");
  assert.equal(await events.wait(50), undefined);
  events.close();
});

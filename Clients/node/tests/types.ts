// What TypeScript must accept, and what it must refuse; `tsc` runs over it, nobody else.

import * as nija from "../src/index.js";

export async function accepted(): Promise<void> {
  const n: nija.Client = await nija.connect("/run/nija/nijad.sock", { timeout: 1000 });
  const answer = await n.recordTrade({ symbol: "BTC-USD", strategy: "S", profit: "50.0", fees: 1, side: "LONG" });
  const net: string = answer.trade.netProfit;
  const opened: Date | undefined = answer.trade.entryTime;
  await n.batchRecordTrades({ trades: [{ strategy: "S", symbol: "X", profit: 1n }] }, { timeout: 5 });
  const rate: number | undefined = (await n.getKpiSummary({ strategy: "S", window: { name: "1W" } })).kpis.winRate;
  for await (const event of n.streamTrades({ afterSequence: 0 })) {
    if (event.kind === "tradeRecorded") console.log(event.tradeRecorded?.profit, net, opened, rate);
  }
  for await (const trade of n.iterTrades()) console.log(trade.tags[0]);
  const signal = new AbortController().signal;
  const next: nija.Event | undefined = await n.subscribe({ topics: ["TRADES"] }, { signal }).wait(5);
  console.log(next);
  try {
    await n.voidTrade({ tradeId: "t" });
  } catch (error) {
    if (error instanceof nija.InvalidArgument) console.log(error.fields.map((field) => field.description));
    if (error instanceof nija.OutcomeUnknown) console.log(error.ids);
  }
}

export async function refused(n: nija.Client): Promise<void> {
  // @ts-expect-error profit is missing
  await n.recordTrade({ symbol: "X", strategy: "S" });
  // @ts-expect-error there is no such side
  await n.recordTrade({ symbol: "X", strategy: "S", profit: 1, side: "UP" });
  // @ts-expect-error there is no such field
  await n.getTrade({ tradeID: "t" });
  // @ts-expect-error a trade id is text
  await n.getTrade({ tradeId: 7 });
  // @ts-expect-error what was filled in cannot be given
  await n.recordTrade({ symbol: "X", strategy: "S", profit: 1, netProfit: "1" });
}

// The README's examples run, and the bot of the examples obeys its operator.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";

import { Daemon, ROOT } from "./nijad.js";

const HERE = join(ROOT, "Clients/node");

/** A program's lines, and what it ends with. */
function run(words, daemon) {
  const env = { ...process.env, NIJA_SOCKET: daemon.socket };
  const child = spawn("node", words, { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return { lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), ended };
}

async function waitFor(lines, words) {
  for (;;) {
    const { value, done } = await lines.next();
    assert.ok(!done, `the bot ended without saying ${words}`);
    if (value.startsWith(words)) return;
  }
}

async function withDaemon(body) {
  const daemon = await Daemon.start();
  const n = await daemon.connect();
  try {
    await body(daemon, n);
  } finally {
    n.close();
    await daemon.end();
  }
}

test("the examples of the README run in the given sequence", () => withDaemon(async (daemon) => {
  const readme = readFileSync(join(HERE, "README.md"), "utf8");
  const examples = [...readme.matchAll(/```js\n(.*?)```/gs)].map((match) => match[1]);
  assert.equal(examples.length, 3);
  const program = join(daemon.place, "readme.mjs");
  writeFileSync(program, examples.join("\n").replace('from "nija"', `from "${HERE}/src/index.js"`));
  const { lines, ended } = run([program], daemon);
  for (const words of ["2 trades, net 28.5, win rate 50 %", "tradeRecorded", "trade.profit is \"a lot\""]) {
    await waitFor(lines, words);
  }
  assert.equal(await ended, 0);
}));

test("the bot trades and reports its balance", () => withDaemon(async (daemon, n) => {
  const { lines, ended } = run([join(HERE, "examples/random-walk.js"), "--trades", "20", "--pause", "1"], daemon);
  await waitFor(lines, "done after 20 trades");
  assert.equal(await ended, 0);
  const { account } = await n.getAccount();
  assert.equal(account.totalTrades, 20);
  assert.equal(Number(account.balance).toFixed(2), (1000 + Number(account.realizedPnl)).toFixed(2));
}));

test("the bot pauses, resumes, survives a killed daemon and stops", () => withDaemon(async (daemon, n) => {
  const { lines, ended } = run([join(HERE, "examples/random-walk.js"), "--pause", "10"], daemon);
  await waitFor(lines, "trade 3");
  await n.pauseStrategy({ name: "RANDOM_WALK", reason: "let me look" });
  await waitFor(lines, "PAUSED: let me look");
  const resting = (await n.getAccount()).account.totalTrades;
  await n.resumeStrategy({ name: "RANDOM_WALK" });
  await waitFor(lines, `trade ${resting + 2}`);
  await daemon.kill();
  await daemon.start();
  await waitFor(lines, `trade ${resting + 4}`);
  await n.stopAll({ reason: "enough" });
  await waitFor(lines, "STOPPED: enough");
  assert.equal(await ended, 0);
}));

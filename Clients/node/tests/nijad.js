// A real nijad in a directory of its own, and a proxy before it that cuts.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect as dial, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import * as nija from "../src/index.js";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const BIN = process.env.NIJA_BIN ?? join(ROOT, ".build/debug");

export class Daemon {
  static async start() {
    const daemon = new Daemon();
    daemon.place = mkdtempSync(join(tmpdir(), "nija-"));
    daemon.socket = join(daemon.place, "nijad.sock");
    await daemon.start();
    return daemon;
  }

  async start() {
    const words = ["--data", join(this.place, "data"), "--socket", this.socket, "--durability", "process"];
    this.process = spawn(join(BIN, "nijad"), words, { stdio: "ignore" });
    this.ended = new Promise((resolve) => this.process.once("exit", resolve));
    for (;;) {
      try {
        (await this.connect()).close();
        return;
      } catch (error) {
        if (!(error instanceof nija.Unreachable) || this.process.exitCode !== null) throw error;
        await new Promise(setImmediate);
      }
    }
  }

  connect(options) {
    return nija.connect(this.socket, options);
  }

  signal(name) {
    this.process.kill(name);
  }

  async kill() {
    this.process.kill("SIGKILL");
    await this.ended;
  }

  async end() {
    await this.kill();
    rmSync(this.place, { recursive: true, force: true });
  }
}

/**
 * Passes bytes on until `answers` bytes of answers went through, connection by connection; then it cuts. Null never
 * cuts, and the last entry holds for all that follow.
 */
export class Proxy {
  static async before(daemon, answers) {
    const proxy = new Proxy();
    proxy.answers = answers;
    proxy.count = 0;
    proxy.pairs = [];
    proxy.socket = join(daemon.place, "proxy.sock");
    proxy.server = createServer((near) => proxy.pass(near, dial(daemon.socket)));
    await new Promise((resolve) => proxy.server.listen(proxy.socket, resolve));
    return proxy;
  }

  pass(near, far) {
    let left = this.answers[Math.min(this.count, this.answers.length - 1)];
    this.count += 1;
    this.pairs.push([near, far]);
    const cut = () => [near, far].forEach((end) => end.destroy());
    for (const end of [near, far]) end.on("error", cut).on("close", cut);
    near.on("data", (data) => far.write(data));
    far.on("data", (data) => {
      near.write(left === null ? data : data.subarray(0, left));
      if (left !== null && (left -= data.length) <= 0) near.end(cut);
    });
  }

  cut() {
    for (const pair of this.pairs) pair.forEach((end) => end.destroy());
  }

  end() {
    this.cut();
    this.server.close();
  }
}

/** A file of Protos/conformance. */
export function vectors(name) {
  return JSON.parse(readFileSync(join(ROOT, "Protos/conformance", name), "utf8"));
}

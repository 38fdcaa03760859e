//! The README's examples run, and the bot of the examples obeys its operator.

use std::fs;
use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use nija::*;

use crate::support::{total_trades, Daemon};

/// A program and its lines.
struct Running {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Running {
    fn start(command: &mut Command, daemon: &Daemon) -> Running {
        let mut process = command.env("NIJA_SOCKET", &daemon.socket).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Running { process, lines }
    }

    /// Reads lines until one begins with these words.
    fn wait_for(&mut self, words: &str) {
        assert!(
            self.lines.any(|line| line.unwrap().starts_with(words)),
            "it ended without saying {:?}",
            words
        );
    }

    fn end(mut self) {
        self.lines.by_ref().for_each(drop);
        assert!(self.process.wait().unwrap().success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already, unless its test has failed.
        let _ = self.process.kill();
    }
}

/// Where cargo has built this program.
fn built() -> PathBuf {
    std::env::current_exe().unwrap().ancestors().nth(2).unwrap().to_owned()
}

/// The bot, which cargo has built with it.
fn bot(daemon: &Daemon, arguments: &[&str]) -> Running {
    Running::start(Command::new(built().join("examples/random_walk")).args(arguments), daemon)
}

/// The examples of the README, as one program.
fn readme() -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let examples: Vec<&str> =
        text.split("```rust\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(examples.len(), 3);
    examples.join("\n")
}

#[test]
fn the_examples_of_the_readme_run_in_the_given_sequence() {
    let daemon = Daemon::start();
    // A package of its own, set up as the README says.
    let place = daemon.place.join("example");
    fs::create_dir_all(place.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"example\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n\
         [dependencies]\nnija = {{ path = {:?} }}\n",
        env!("CARGO_MANIFEST_DIR")
    );
    fs::write(place.join("Cargo.toml"), manifest).unwrap();
    fs::write(place.join("src/main.rs"), readme()).unwrap();
    let mut command = Command::new(env!("CARGO"));
    // Where this program was built, the crate is already.
    let target = built().parent().unwrap().to_owned();
    command.args(["run", "--quiet", "--offline"]).current_dir(&place).env("CARGO_TARGET_DIR", target);
    let mut example = Running::start(&mut command, &daemon);
    example.wait_for("2 trades, net 28.5, win rate 50 %");
    example.wait_for("recorded 50");
    example.wait_for("INVALID_ARGUMENT trade.profit is \"a lot\"");
    example.end();
}

#[test]
fn the_bot_trades_and_reports_its_balance() {
    let daemon = Daemon::start();
    let mut bot = bot(&daemon, &["--trades", "20", "--pause", "1"]);
    bot.wait_for("done after 20 trades");
    bot.end();
    let account = daemon.connect().get_account(&Default::default()).unwrap().account.unwrap();
    assert_eq!(account.total_trades, 20);
    let start = 1000 * 10_i128.pow(18);
    assert_eq!(account.balance.units().unwrap(), start + account.realized_pnl.units().unwrap());
}

#[test]
fn the_bot_pauses_resumes_survives_a_killed_daemon_and_stops() {
    let mut daemon = Daemon::start();
    let n = daemon.connect();
    let name = || "RANDOM_WALK".to_owned();
    let mut bot = bot(&daemon, &["--pause", "10"]);
    bot.wait_for("trade 3");
    let pause = PauseStrategyRequest { name: name(), reason: "let me look".into(), ..Default::default() };
    n.pause_strategy(&pause).unwrap();
    bot.wait_for("PAUSED: let me look");
    let resting = total_trades(&n);
    n.resume_strategy(&ResumeStrategyRequest { name: name(), ..Default::default() }).unwrap();
    bot.wait_for(&format!("trade {}", resting + 2));
    daemon.kill();
    daemon.restart();
    bot.wait_for(&format!("trade {}", resting + 4));
    n.stop_all(&StopAllRequest { reason: "enough".into(), ..Default::default() }).unwrap();
    bot.wait_for("STOPPED: enough");
    bot.end();
}

//! A bot that trades a random walk, does what its operator says, and reports its balance.
//!
//!     cargo run --example random_walk -- --socket ./nijad.sock
//!     nijactl strategy pause RANDOM_WALK --reason 'let me look'    # in another terminal; then resume, or stop

use std::env;
use std::error::Error;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use nija::{
    Client, Decimal, EventPayload, EventStream, RecordTradeRequest, RegisterStrategyRequest, Side, Strategy,
    StrategyEvent, StrategyStatus, StreamStrategiesRequest, Trade, UpdateBalanceRequest,
};

const STRATEGY: &str = "RANDOM_WALK";
/// Amounts are kept in units of 10⁻¹⁸, so that sums are exact.
const CENT: i128 = 10_i128.pow(16);

/// A price that goes up or down by up to one percent a step.
struct Walk {
    cents: i128,
    state: u64,
}

impl Walk {
    fn step(&mut self) -> i128 {
        // A linear congruential generator: Knuth's MMIX.
        self.state = self.state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let thousandths = i128::from(self.state >> 33) % 21 - 10;
        self.cents = (self.cents + self.cents * thousandths / 1000).max(1);
        self.cents
    }
}

/// Buys, waits a step, sells, and records what came of it: the net profit.
fn trade_once(n: &Client, walk: &mut Walk) -> Result<i128, Box<dyn Error>> {
    let (entry_time, entry) = (SystemTime::now(), walk.cents);
    let exit = walk.step();
    let trade = Trade {
        strategy: STRATEGY.into(),
        symbol: "WALK-USD".into(),
        side: Side::LONG,
        quantity: 1.into(),
        entry_price: Decimal::from_units(entry * CENT),
        exit_price: Decimal::from_units(exit * CENT),
        entry_time: Some(entry_time),
        profit: Decimal::from_units((exit - entry) * CENT),
        fees: "0.01".into(),
        ..Default::default()
    };
    let answer = n.record_trade(&RecordTradeRequest { trade: Some(trade), ..Default::default() })?;
    Ok(answer.trade.unwrap_or_default().net_profit.units()?)
}

/// What the operator says; `None` when nothing came before the next trade is due.
fn order(orders: &mut EventStream, pause: Duration) -> Result<Option<StrategyEvent>, nija::Error> {
    Ok(orders.next_within(pause)?.and_then(|event| match event.payload {
        Some(EventPayload::Strategy(said)) => Some(*said),
        _ => None,
    }))
}

fn status(said: &StrategyEvent) -> StrategyStatus {
    said.strategy.as_ref().map_or(StrategyStatus::UNSPECIFIED, |strategy| strategy.status)
}

/// The value of an option of the command line.
fn option<T: FromStr>(name: &str, otherwise: T) -> T {
    let given = env::args().skip_while(|word| word != name).nth(1);
    given.and_then(|word| word.parse().ok()).unwrap_or(otherwise)
}

fn main() -> Result<(), Box<dyn Error>> {
    let (trades, pause) = (option("--trades", 1000), Duration::from_millis(option("--pause", 1000)));
    let socket = option("--socket", String::new());
    let n = if socket.is_empty() { nija::connect()? } else { nija::connect_to(socket)? };
    let strategy =
        Strategy { name: STRATEGY.into(), description: "trades a random walk".into(), ..Default::default() };
    n.register_strategy(&RegisterStrategyRequest { strategy: Some(strategy) })?;
    let account = n.get_account(&Default::default())?.account.unwrap_or_default();
    let mut balance = account.balance.units()?;
    let mut walk = Walk { cents: 10_000, state: SystemTime::UNIX_EPOCH.elapsed()?.as_nanos() as u64 };

    // The stream begins with the strategy's present status, and goes on by itself should the daemon restart.
    let request =
        StreamStrategiesRequest { account: "default".into(), name: STRATEGY.into(), ..Default::default() };
    let mut orders = n.stream_strategies(&request);
    let mut stands =
        order(&mut orders, Duration::from_secs(10))?.map_or(StrategyStatus::ACTIVE, |said| status(&said));
    let mut traded = 0;
    while traded < trades && stands != StrategyStatus::STOPPED {
        if let Some(said) = order(&mut orders, pause)? {
            stands = status(&said);
            println!("{}: {}", stands, said.reason);
        } else if stands == StrategyStatus::ACTIVE {
            balance += trade_once(&n, &mut walk)?;
            traded += 1;
            let balance = Decimal::from_units(balance);
            n.update_balance(&UpdateBalanceRequest { balance: balance.clone(), ..Default::default() })?;
            println!("trade {}: balance {}", traded, balance);
        }
    }
    println!("done after {} trades", traded);
    Ok(())
}

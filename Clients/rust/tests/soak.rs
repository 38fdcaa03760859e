//! Writers and a follower behind a proxy that cuts, before a daemon that is killed: nothing is lost, doubled or missed.
//!
//! SEED=n repeats the choices of a run, KILLS=n makes it longer.

use std::collections::HashMap;
use std::env;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use nija::{Client, Decimal, Error, EventStream, ListTradesRequest, SubscribeRequest, Topic, Trade};

use crate::support::{record, trade, until, Daemon, Proxy};

const WRITERS: usize = 4;
const CUTS: [Option<usize>; 11] = [
    Some(0),
    Some(1),
    Some(9),
    Some(10),
    Some(11),
    Some(50),
    Some(100),
    Some(400),
    Some(1000),
    Some(5000),
    None,
];

fn from_environment(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

/// Numbers that look random: xorshift64*, Vigna 2016.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) % limit) as usize
    }
}

#[derive(Default)]
struct Written {
    acknowledged: Mutex<HashMap<String, Decimal>>,
    unknown: Mutex<HashMap<String, Decimal>>,
    count: AtomicUsize,
    stopping: AtomicBool,
}

impl Written {
    fn write(&self, n: &Client, writer: usize) {
        for number in 0.. {
            if self.stopping.load(Ordering::SeqCst) {
                return;
            }
            let each = Trade { trade_id: format!("{}-{}", writer, number), ..trade(number % 100 - 50) };
            let kept = match record(n, each.clone()) {
                Ok(_) => &self.acknowledged,
                Err(Error::OutcomeUnknown { .. }) => &self.unknown,
                Err(error) => {
                    // Who waits for more need not wait.
                    self.stopping.store(true, Ordering::SeqCst);
                    panic!("{}", error);
                }
            };
            kept.lock().unwrap().insert(each.trade_id, each.profit);
            self.count.store(self.acknowledged.lock().unwrap().len(), Ordering::SeqCst);
        }
    }

    /// Holds what is stored against what was acknowledged, and against what the follower sees.
    fn check(&self, n: &Client, events: &mut EventStream) {
        let request =
            ListTradesRequest { order_by: "sequence".into(), page_size: 1000, ..Default::default() };
        let (acknowledged, unknown) = (self.acknowledged.lock().unwrap(), self.unknown.lock().unwrap());
        let mut stored = HashMap::new();
        for each in n.iter_trades(&request).map(Result::unwrap) {
            assert_eq!(events.next().unwrap().unwrap().sequence, each.sequence);
            assert!(acknowledged.contains_key(&each.trade_id) || unknown.contains_key(&each.trade_id));
            stored.insert(each.trade_id, each.profit);
        }
        for (id, profit) in acknowledged.iter() {
            assert_eq!(stored.get(id), Some(profit));
        }
        assert_eq!(events.next_within(Duration::from_millis(100)).unwrap(), None);
    }
}

#[test]
fn kills_and_cuts_lose_double_and_hide_nothing() {
    let seed = from_environment("SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("SEED={}", seed);
    let mut chance = Chance(seed | 1 << 63);
    let cuts: Vec<_> = (0..10_000).map(|_| CUTS[chance.below(CUTS.len() as u64)]).collect();
    let mut daemon = Daemon::start();
    let proxy = Proxy::before(&daemon, &cuts);
    let n = proxy.connect().within(Duration::from_secs(60));
    let topics = vec![Topic::TRADES];
    let request = SubscribeRequest { after_sequence: Some(0), topics, ..Default::default() };
    let mut events = n.subscribe(&request);
    let written = Written::default();
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (n, written) = (&n, &written);
            scope.spawn(move || written.write(n, writer));
        }
        for _ in 0..from_environment("KILLS").unwrap_or(5) {
            let target = written.count.load(Ordering::SeqCst) + 20 + chance.below(280);
            until(|| {
                written.count.load(Ordering::SeqCst) >= target || written.stopping.load(Ordering::SeqCst)
            });
            daemon.kill();
            daemon.restart();
        }
        written.stopping.store(true, Ordering::SeqCst);
    });
    written.check(&daemon.connect(), &mut events);
}

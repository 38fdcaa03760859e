//! A real `nijad` in a directory of its own, and a proxy before it that cuts.

use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::thread;

use nija::{Client, Code, Error, RecordTradeRequest, RecordTradeResponse, RecordTradesRequest, Trade};

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn binaries() -> PathBuf {
    env::var_os("NIJA_BIN").map_or_else(|| root().join(".build/debug"), PathBuf::from)
}

/// A daemon, until the end of its test.
pub struct Daemon {
    pub place: PathBuf,
    pub socket: PathBuf,
    process: Child,
}

impl Daemon {
    pub fn start() -> Daemon {
        let place = env::temp_dir().join(format!("nija-{}", nija::make_id()));
        fs::create_dir(&place).unwrap();
        let socket = place.join("nijad.sock");
        let process = run(&place, &socket);
        Daemon { place, socket, process }
    }

    pub fn restart(&mut self) {
        self.process = run(&self.place, &self.socket);
    }

    pub fn connect(&self) -> Client {
        nija::connect_to(&self.socket).unwrap()
    }

    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Sends it a signal: STOP or CONT.
    pub fn signal(&self, name: &str) {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It may have been killed already.
        let _ = self.process.kill();
        let _ = self.process.wait();
        fs::remove_dir_all(&self.place).unwrap();
    }
}

fn run(place: &Path, socket: &Path) -> Child {
    let mut process = Command::new(binaries().join("nijad"))
        .arg("--data")
        .arg(place.join("data"))
        .arg("--socket")
        .arg(socket)
        .args(["--durability", "process"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    loop {
        match nija::connect_to(socket) {
            Ok(_) => return process,
            Err(Error::Unreachable { .. }) if process.try_wait().unwrap().is_none() => thread::yield_now(),
            Err(error) => panic!("{}", error),
        }
    }
}

/// Passes bytes on until so many bytes of answers went through, connection by connection; then it cuts. `None` never
/// cuts, and the last entry holds for all that follow.
pub struct Proxy {
    pub socket: PathBuf,
    count: Arc<AtomicUsize>,
}

impl Proxy {
    pub fn before(daemon: &Daemon, answers: &[Option<usize>]) -> Proxy {
        let socket = daemon.place.join("proxy.sock");
        let listener = UnixListener::bind(&socket).unwrap();
        let count = Arc::new(AtomicUsize::new(0));
        let (behind, answers, counted) = (daemon.socket.clone(), answers.to_vec(), count.clone());
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                if let Ok(far) = UnixStream::connect(&behind) {
                    let index = counted.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1);
                    pass(&near, &far, None);
                    pass(&far, &near, answers[index]);
                }
            }
        });
        Proxy { socket, count }
    }

    pub fn connect(&self) -> Client {
        nija::connect_to(&self.socket).unwrap()
    }

    /// How many connections were passed on.
    pub fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }
}

fn pass(source: &UnixStream, target: &UnixStream, left: Option<usize>) {
    let (mut source, mut target) = (source.try_clone().unwrap(), target.try_clone().unwrap());
    thread::spawn(move || {
        let mut left = left.unwrap_or(usize::MAX);
        let mut buffer = [0; 65536];
        while let Ok(size @ 1..) = source.read(&mut buffer) {
            let passed = size.min(left);
            left -= passed;
            if target.write_all(&buffer[..passed]).is_err() || left == 0 {
                break;
            }
        }
        // Either end may be gone already.
        let _ = source.shutdown(Shutdown::Both);
        let _ = target.shutdown(Shutdown::Both);
    });
}

/// A file of Protos/conformance.
pub fn vectors(name: &str) -> serde_json::Value {
    let text = fs::read_to_string(root().join("Protos/conformance").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The bytes of hex.
pub fn unhex(text: &serde_json::Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

pub fn trade(profit: i64) -> Trade {
    Trade { symbol: "X".into(), strategy: "S".into(), profit: profit.into(), ..Default::default() }
}

pub fn record(n: &Client, trade: Trade) -> Result<RecordTradeResponse, Error> {
    n.record_trade(&RecordTradeRequest { trade: Some(trade), ..Default::default() })
}

/// Streams so many trades; how many were recorded.
pub fn record_many(n: &Client, count: i64) -> u64 {
    let mut stream = n.record_trades().unwrap();
    for number in 0..count {
        let request = RecordTradesRequest { trade: Some(trade(number)), ..Default::default() };
        stream.send(&request).unwrap();
    }
    stream.finish().unwrap().recorded
}

pub fn total_trades(n: &Client) -> u64 {
    n.get_account(&Default::default()).unwrap().account.unwrap().total_trades
}

/// The code of an error.
pub fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> Code {
    result.unwrap_err().code().expect("the daemon answered")
}

/// Asks again and again.
pub fn until(condition: impl Fn() -> bool) {
    while !condition() {
        thread::yield_now();
    }
}

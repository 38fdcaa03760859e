import CLinux
import Glibc
import NijaBuild
import NijaModel
import NijaService
import NijaSettings
import NijaStore
import TTRPC

let help = """
    Usage: nijad [--data DIR] [--socket PATH] [--durability full|process] [--config FILE]

    Keeps the ledger of your trading bots and serves it on a Unix socket, in the foreground.

      --data DIR             where the database is kept           (/var/lib/nija)
      --socket PATH          where bots and nijactl connect       (/run/nija/nijad.sock)
      --durability MODE      full: a write survives power loss; process: it survives kill -9 (full)
      --socket-mode MODE     permissions of the socket            (0600)
      --default-capital N    capital of the account "default"     (1000)
      --workers N            threads for long reads               (2)
      --drain-seconds N      how long shutting down may take      (5)
      --hello-seconds N      how long until a connection's first request (5)
      --frame-seconds N      how long a begun request may stand still (10)
      --connections N        connections at a time, of everybody  (16384)
      --connections-per-user N   the same of one user             (12288)
      --exchange-holidays FILE  days on which the exchange is closed, a date a line (those of New York)
      --config FILE          settings as JSON with comments; see nija.conf(5)
      --version, --help

    Each option is also an environment variable, such as NIJA_DURABILITY. SIGTERM and SIGINT drain and exit 0; a second
    one ends at once.

    Exit codes: 0 drained; 1 failed; 2 wrong usage; 3 another nijad has the socket or the database; 4 the database
    was refused; 5 ended before every call was answered and every answer read.

    """

/// What the process ends with.
enum ExitCode {
    static let failed: Int32 = 1
    static let usage: Int32 = 2
    static let alreadyRunning: Int32 = 3
    static let databaseRefused: Int32 = 4
    static let brokenOff: Int32 = 5
}

func fail(_ message: String, _ code: Int32) -> Never {
    Log.note(message, level: "error")
    exit(code)
}

func environmentVariables() -> [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
        let parts = String(cString: entry).split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
        next += 1
    }
    return variables
}

/// The directory of the database; made for us alone when it is not there.
func prepareDirectory(_ path: String) {
    if mkdir(path, 0o700) != 0 && errno != EEXIST {
        fail(
            "cannot make the directory \(path): \(String(cString: strerror(errno))). Use --data DIR.",
            ExitCode.failed)
    }
}

func describe(_ error: ListenError) -> String {
    switch error {
    case .alreadyRunning(let path): "another nijad listens on \(path)"
    case .pathTooLong(let path, let limit): "the socket path \(path) is longer than \(limit) bytes"
    case .notOurs(let path, let reason): "the socket path \(path) cannot be used: \(reason)"
    case .unsafeDirectory(let path, let reason):
        "the directory \(path) of the socket cannot be used: \(reason)"
    case .system(let error): "\(error.call): \(error.reason)"
    }
}

func listen(_ configuration: Configuration) -> ListeningSocket {
    do throws(ListenError) {
        return try ListeningSocket(path: configuration.socket, mode: configuration.socketMode)
    } catch {
        var code = ExitCode.failed
        if case .alreadyRunning = error { code = ExitCode.alreadyRunning }
        fail(describe(error), code)
    }
}

func open(_ configuration: Configuration) -> LedgerStore {
    do throws(StoreError) {
        return try LedgerStore(path: configuration.data + "/nija.db", durability: configuration.durability)
    } catch {
        fail(error.message, error.code == .busy ? ExitCode.alreadyRunning : ExitCode.databaseRefused)
    }
}

/// Serves until it is told to end; what the process ends with.
func run(_ configuration: Configuration, _ systemd: Systemd) throws(SystemError) -> Int32 {
    signal(SIGPIPE, SIG_IGN)
    // A large batch and its answer: giving the memory back after each costs a twentieth of the time.
    linux_keep_memory(8 << 20)
    umask(0o077)
    prepareDirectory(configuration.data)
    // Whoever sees the socket may ask for the end: a signal waits until the loop runs.
    let loop = try EventLoop()
    var daemon: Daemon?
    try loop.watchSignals([SIGTERM, SIGINT]) { signal in
        systemd.notify("STOPPING=1")
        daemon?.drain(reason: signal == SIGTERM ? "SIGTERM" : "SIGINT")
    }
    let inherited = systemd.listeningSocket
    // The lock of the socket comes before the database: two daemons must never have the same one open.
    let socket = inherited == nil ? listen(configuration) : nil
    let store = open(configuration)
    do throws(StoreError) {
        // Some thousand trades, beyond which there has been a quiet moment to copy them.
        try store.prepareLog(bytes: 8 << 20)
    } catch {
        Log.note("commits may take longer: \(error.message)")
    }
    do throws(StoreError) {
        var settings = Daemon.Settings(
            access: configuration.access, defaultCapital: configuration.defaultCapital,
            workersCount: configuration.workers, drainLimit: .seconds(Int64(configuration.drainSeconds)))
        settings.firstRequestLimit = .seconds(Int64(configuration.helloSeconds))
        settings.frameLimit = .seconds(Int64(configuration.frameSeconds))
        (settings.connectionsMax, settings.connectionsPerUserMax) =
            (allowedConnections(configuration), configuration.connectionsPerUser)
        settings.calendar = configuration.calendar
        daemon = try Daemon(store: store, loop: loop, settings: settings, clock: wallClock) { Log.note($0) }
    } catch {
        fail(error.message, ExitCode.databaseRefused)
    }
    if let descriptor = inherited ?? socket?.descriptor { try daemon?.listen(on: descriptor) }
    keepWatchdogQuiet(loop, systemd)
    systemd.notify("READY=1")
    Log.note(
        "nijad \(Build.summary) serves \(inherited == nil ? configuration.socket : "an inherited socket")")
    try loop.run()
    Log.note("ended")
    return daemon?.ending?.isComplete == true ? 0 : ExitCode.brokenOff
}

/// The connections that are configured, as far as there are descriptors for them.
func allowedConnections(_ configuration: Configuration) -> Int {
    let allowed = Descriptors.connections(wanted: configuration.connections, workers: configuration.workers)
    if allowed == 0 {
        fail("the limit of open files leaves none for connections. Raise it: ulimit -n.", ExitCode.failed)
    }
    if allowed < configuration.connections {
        Log.note("the limit of open files allows \(allowed) connections, not \(configuration.connections)")
    }
    return allowed
}

func keepWatchdogQuiet(_ loop: EventLoop, _ systemd: Systemd) {
    guard let interval = systemd.watchdogNanoseconds else { return }
    systemd.notify("WATCHDOG=1")
    loop.schedule(at: loop.now.adding(nanoseconds: interval)) { keepWatchdogQuiet(loop, systemd) }
}

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.contains("--help") || arguments.contains("-h") {
    print(help, terminator: "")
    exit(0)
}
if arguments.contains("--version") {
    print("nijad \(Build.summary)")
    exit(0)
}
do throws(ConfigurationError) {
    let environment = environmentVariables()
    let configuration = try Configuration(
        arguments: arguments, environment: environment, user: geteuid(), files: readFile)
    do throws(SystemError) {
        exit(try run(configuration, Systemd(environment: environment)))
    } catch {
        fail("\(error.call): \(error.reason)", ExitCode.failed)
    }
} catch {
    fail(error.message, ExitCode.usage)
}

import Glibc
import NijaMessages
import Protobuf
import TTRPC

// Times a running nijad over its socket; `scripts/bench` starts one and pins both ends.

/// Quantiles of what was timed.
struct Sample {
    private let sorted: [Int64]

    init(_ nanoseconds: [Int64]) { sorted = nanoseconds.sorted() }

    func microseconds(_ share: Double) -> Double {
        Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]) / 1000
    }
}

/// Prints a row of the table.
func row(_ name: String, _ figures: [(String, Double)]) {
    let cells = figures.map { "\($0.0)=\((($0.1 * 10).rounded()) / 10)" }
    print(([name] + cells).joined(separator: "\t"))
}

/// Times a call, one at a time.
func time(_ name: String, rounds: Int, _ call: (Int) throws -> Void) rethrows {
    for round in 0..<min(rounds, 1000) { try call(-1 - round) }
    var times: [Int64] = []
    times.reserveCapacity(rounds)
    for round in 0..<rounds {
        let start = MonotonicTime.now()
        try call(round)
        times.append(MonotonicTime.now().since(start))
    }
    let sample = Sample(times)
    row(
        name,
        [
            ("p50", sample.microseconds(0.5)), ("p99", sample.microseconds(0.99)),
            ("p99.9", sample.microseconds(0.999)),
        ])
}

/// How far the made-up time has come.
nonisolated(unsafe) var lastSecond: Int64 = 0  // the program has one thread

/// A trade as bots send it.
func trade(_ run: String, _ number: Int) -> Trade {
    var trade = Trade()
    trade.tradeID = "\(run)-\(number)"
    (trade.account, trade.strategy, trade.symbol) = ("bench", "S\(abs(number) % 4)", "BTC-USD")
    (trade.side, trade.quantity, trade.entryPrice, trade.exitPrice) = (.long, "0.1", "45000", "45010")
    // A second apart, in order: what a live bot sends.
    var time = TimestampMessage()
    time.seconds = 1_700_000_000 + lastSecond
    lastSecond += 1
    trade.exitTime = time
    (trade.profit, trade.fees) = (number % 3 == 0 ? "-1.25" : "1", "0.05")
    return trade
}

/// Keeps `depth` calls in flight for a while.
func pipeline(_ client: Client, depth: Int, rounds: Int, _ request: (Int) -> [UInt8]) throws {
    let method = TradeService.recordTrade
    var waiting: [UInt32] = []
    var sent = 0
    let start = MonotonicTime.now()
    while sent < rounds || !waiting.isEmpty {
        while sent < rounds && waiting.count < depth {
            waiting.append(
                try client.enqueue(service: method.service, method: method.name, payload: request(sent)))
            sent += 1
        }
        try client.flush()
        // Half of them at a time, so that the daemon always has some.
        for id in waiting.prefix(max(1, depth / 2)) { _ = try client.receive(id) }
        waiting.removeFirst(min(waiting.count, max(1, depth / 2)))
    }
    let seconds = Double(MonotonicTime.now().since(start)) / 1e9
    row("RecordTrade, \(depth) in flight", [("per_second", Double(rounds) / seconds)])
}

func run(_ path: String) throws {
    let client = try Client(connectingTo: path)
    func call<Request, Response>(_ method: UnaryMethod<Request, Response>, _ payload: [UInt8]) throws
        -> [UInt8]
    {
        try client.call(service: method.service, method: method.name, payload: payload)
    }
    var account = CreateAccountRequest()
    var settings = Account()
    (settings.name, settings.initialCapital) = ("bench", "1000000")
    account.account = settings
    _ = try call(AccountService.createAccount, account.encode())
    let name = String(MonotonicTime.now().nanoseconds, radix: 36)

    try time("CheckHealth", rounds: 20_000) { _ in _ = try call(SystemService.checkHealth, []) }
    try time("RecordTrade", rounds: 5_000) { number in
        var request = RecordTradeRequest()
        request.trade = trade(name, number)
        _ = try call(TradeService.recordTrade, request.encode())
    }
    try pipeline(client, depth: 64, rounds: 50_000) { number in
        var request = RecordTradeRequest()
        request.trade = trade(name + "p", number)
        return request.encode()
    }
    let batches = (0..<50).map { batch in
        var request = BatchRecordTradesRequest()
        request.trades = (0..<1000).map { trade(name + "b\(batch)", $0) }
        return request.encode()
    }
    let start = MonotonicTime.now()
    for batch in batches { _ = try call(TradeService.batchRecordTrades, batch) }
    row(
        "BatchRecordTrades of 1000",
        [("trades_per_second", 50_000 / (Double(MonotonicTime.now().since(start)) / 1e9))])
    var summary = GetKpiSummaryRequest()
    var scope = KpiScope()
    scope.account = "bench"
    summary.scope = scope
    let bytes = summary.encode()
    try time("GetKpiSummary", rounds: 5_000) { _ in _ = try call(KpiService.getKpiSummary, bytes) }
    let status = try GetStatusResponse.decode(call(SystemService.getStatus, []))
    row(
        "daemon",
        [("trades", Double(status.tradesCount)), ("resident_MB", Double(status.residentBytes) / 1e6)])
}

guard CommandLine.arguments.count == 2 else {
    print("usage: nija-bench SOCKET")
    exit(2)
}
do {
    try run(CommandLine.arguments[1])
} catch {
    print("failed: \(error)")
    exit(1)
}

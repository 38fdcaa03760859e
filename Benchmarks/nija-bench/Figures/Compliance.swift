import NijaMessages
import Protobuf
import TTRPC

extension Suite {
    /// What the rules cost: of one fill more, and of all fills of a user from scratch.
    func measureCompliance(_ daemon: Daemon) throws {
        let count = grouped(sizes.fills)
        let names = (fill: "RecordFill and its checks, after \(count)", audit: "audit of \(count) fills")
        guard wants(names.fill, names.audit) else { return }
        let bot = try Bot(socket: daemon.place.socket, account: "audited")
        var fills = Fills(account: bot.account)
        for begin in stride(from: 0, to: sizes.fills, by: 1000) {
            var batch = BatchRecordFillsRequest()
            batch.fills = (begin..<min(begin + 1000, sizes.fills)).map { _ in fills.next() }
            let answer = try bot.call(FillService.batchRecordFills, batch)
            if Int(answer.recorded) != batch.fills.count {
                throw BenchError("a batch of \(batch.fills.count) fills recorded \(answer.recorded)")
            }
        }
        try measure(names.fill, daemon.durability, .microseconds, goal: .atMost(1000)) {
            Figure.Run(
                try time(rounds: sizes.calls / 5) {
                    var request = RecordFillRequest()
                    request.fill = fills.next()
                    return request.encode()
                } _: { payload in
                    try bot.send(FillService.recordFill, payload)
                })
        }
        var request = RerunComplianceRequest()
        request.account = bot.account
        try measure(names.audit, daemon.durability, .milliseconds, goal: .atMost(1000)) {
            let start = MonotonicTime.now()
            let summary = try bot.call(ComplianceService.rerunCompliance, request).summary
            let took = Double(MonotonicTime.now().since(start)) / 1e6
            guard let summary, summary.totalChecks > 0 else { throw BenchError("nothing was audited") }
            return Figure.Run(value: took)
        }
    }
}

/// Fills of a hundred stocks on trading days of several years: each is bought and sold by turns, now at a profit and now at
/// a loss, soon enough that losses are carried into later lots.
private struct Fills {
    let account: String
    private var count = 0

    private static let symbolsCount = 100
    /// 3 January 2022, 10:00 in New York.
    private static let begin: Int64 = 1_641_222_000
    /// Fills of a day.
    private static let perDay = 100

    init(account: String) { self.account = account }

    mutating func next() -> Fill {
        defer { count += 1 }
        let (day, place, round) = (
            count / Self.perDay, count % Self.perDay, count / Self.symbolsCount
        )
        var (fill, time) = (Fill(), TimestampMessage())
        // Five days of each seven.
        time.seconds = Self.begin + Int64(day / 5 * 7 + day % 5) * 86_400 + Int64(place) * 100
        (fill.account, fill.fillID, fill.executedAt) = (account, "fill-\(count)", time)
        (fill.symbol, fill.qty) = ("T\(count % Self.symbolsCount)", "10")
        (fill.side, fill.price) = (round % 2 == 0 ? .buy : .sell, "\(100 + count * 7 % 11)")
        return fill
    }
}

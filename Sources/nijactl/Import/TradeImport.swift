import Glibc
import NijaClient
import NijaMessages
import Protobuf
import TTRPC

/// `trade import`: sends a file in batches, reports bad lines by number, and can be repeated safely.
enum TradeImport {
    private static let batchSize = 1000

    static func run(_ call: Invocation) throws(CommandError) {
        let path = call.arguments[0]
        guard let bytes = FileBytes.read(path) else {
            throw .failed("cannot read \(path): \(String(cString: strerror(errno)))")
        }
        let (rows, unknown) = try TradeFile.read(bytes)
        if !unknown.isEmpty && !call.has("ignore-unknown") {
            let near = unknown.compactMap { name in
                Suggestion.nearest(to: name, in: TradeCommands.fields).map { "\(name): did you mean \($0)?" }
            }
            throw .failed(
                "these columns are no fields of a trade: \(unknown.joined(separator: ", "))",
                hint: (near + ["--ignore-unknown passes over them."]).joined(separator: "\n"))
        }
        var report = ImportReport(rejectsPath: call["rejects"], total: rows.count, output: call.output)
        var batch: [(row: TradeRow, trade: Trade)] = []
        for row in rows {
            do throws(FieldTextError) {
                batch.append((row, try trade(row, call)))
            } catch {
                report.reject(row.line, "\(error.field) \(error.reason)", row.source)
            }
            if batch.count == batchSize {
                try send(batch, call, &report)
                batch.removeAll()
            }
        }
        try send(batch, call, &report)
        try report.finish(isDryRun: call.has("dry-run"))
    }

    /// The trade of a row: of the chosen account, with an id made of its content when it has none.
    private static func trade(_ row: TradeRow, _ call: Invocation) throws(FieldTextError) -> Trade {
        let known = Set(TradeCommands.fields)
        var trade = try Trade.fromText(row.fields.filter { known.contains($0.name) })
        if let account = call["account"] { trade.account = account }
        if trade.strategy.isEmpty { trade.strategy = call.text("strategy") }
        if trade.tradeID.isEmpty { trade.tradeID = "import-" + ContentHash.text(row.source + "#\(row.line)") }
        return trade
    }

    private static func send(
        _ batch: [(row: TradeRow, trade: Trade)], _ call: Invocation, _ report: inout ImportReport
    ) throws(CommandError) {
        if batch.isEmpty { return }
        if call.has("dry-run") {
            for (row, trade) in batch {
                if trade.strategy.isEmpty || trade.symbol.isEmpty || trade.profit.isEmpty {
                    report.reject(row.line, "strategy, symbol and profit are required", row.source)
                } else {
                    report.count(isDuplicate: false)
                }
            }
            return
        }
        var request = BatchRecordTradesRequest()
        (request.trades, request.strict) = (batch.map(\.trade), call.has("strict"))
        let response = try call.call(TradeService.batchRecordTrades, request)
        for (result, sent) in zip(response.results, batch) {
            if let error = result.error {
                report.reject(sent.row.line, message(of: error), sent.row.source)
            } else {
                report.count(isDuplicate: result.duplicate)
            }
        }
        report.progress()
    }

    private static func message(of status: StatusMessage) -> String { status.message }
}

/// What became of the rows of a file.
struct ImportReport {
    private var recorded = 0
    private var duplicates = 0
    private var rejected = 0
    private let total: Int
    private let output: Output
    private let rejectsPath: String?
    private var rejects: [UInt8] = []

    /// Bad lines that are named; the rest is counted.
    private static let namedMax = 20

    init(rejectsPath: String?, total: Int, output: Output) {
        (self.rejectsPath, self.total, self.output) = (rejectsPath, total, output)
    }

    mutating func count(isDuplicate: Bool) {
        if isDuplicate { duplicates += 1 } else { recorded += 1 }
    }

    mutating func reject(_ line: Int, _ reason: String, _ source: String) {
        rejected += 1
        rejects += Array(source.utf8)
        if rejected <= Self.namedMax { Output.say("line \(line): \(reason)") }
    }

    func progress() {
        if isatty(STDERR_FILENO) == 1 {
            output.note("\(recorded + duplicates + rejected) of \(total)")
        }
    }

    /// Says how it went; fails when something was refused.
    func finish(isDryRun: Bool) throws(CommandError) {
        if let rejectsPath, !rejects.isEmpty, !FileBytes.write(rejects, to: rejectsPath) {
            throw .failed("cannot write \(rejectsPath): \(String(cString: strerror(errno)))")
        }
        if output.format == .json || output.format == .ndjson {
            Output.write(
                "{\"recorded\":\(recorded),\"duplicates\":\(duplicates),\"rejected\":\(rejected),\"dry_run\":\(isDryRun)}\n"
            )
        } else {
            let verb = isDryRun ? "fine" : "recorded"
            Output.write("\(recorded) \(verb), \(duplicates) recorded before, \(rejected) refused\n")
        }
        if rejected > 0 { throw .failed("\(rejected) of \(total) lines were refused") }
    }
}

/// A short name for content: the same content always has the same.
enum ContentHash {
    /// FNV-1a of 64 bits, twice with different starts, in hexadecimal.
    ///
    /// - Source: draft-eastlake-fnv, section 2.
    static func text(_ content: String) -> String {
        [0xCBF2_9CE4_8422_2325, 0x9AE1_6A3B_2F90_404F].map { (start: UInt64) in
            String(content.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
        }.joined()
    }
}

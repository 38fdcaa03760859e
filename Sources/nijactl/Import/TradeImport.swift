import Glibc
import JSON
import NijaClient
import NijaImport
import NijaMessages
import Protobuf

/// `trade import`: sends a file in batches, reports bad lines by number, and can be repeated safely.
struct TradeImport {
    private typealias Prepared = (row: TradeRow, trade: Trade)

    /// Well below the limit of a frame.
    private static let batchBytes = 2 << 20

    private let call: Invocation
    private var report: ImportReport
    private var ids = ContentIDs()
    private var pace = BatchPace()

    @Sendable static func run(_ call: Invocation) throws(CommandError) {
        let bytes = try FileBytes.required(call.arguments[0])
        let file = try CommandError.reading { () throws(ImportError) in try TradeFile(bytes) }
        if !file.unknown.isEmpty && !call.has("ignore-unknown") { throw refusal(of: file.unknown) }
        if file.isRounded { call.output.note("numbers with more than 18 places were rounded half-even") }
        let report = ImportReport(total: file.rows.count, isDryRun: call.has("dry-run"), output: call.output)
        var work = TradeImport(call: call, report: report)
        do throws(CommandError) {
            try work.importRows(of: file)
        } catch {
            try work.report.writeRejects(to: call["rejects"], header: file.header)
            throw work.report.interrupted(error)
        }
        try work.report.writeRejects(to: call["rejects"], header: file.header)
        try work.report.finish()
    }

    private static func refusal(of columns: [String]) -> CommandError {
        let near = columns.compactMap { name in
            Suggestion.nearest(to: name, in: TradeFields.names).map { "\(name): did you mean \($0)?" }
        }
        return .failed(
            "these columns are no fields of a trade: \(columns.joined(separator: ", "))",
            hint: (near + ["--ignore-unknown passes over them."]).joined(separator: "\n"))
    }

    private mutating func importRows(of file: TradeFile) throws(CommandError) {
        let client = call.has("dry-run") ? nil : try call.connect()
        var batch: [Prepared] = []
        var bytes = 0
        for row in file.rows {
            guard let (trade, size) = prepared(row) else { continue }
            if batch.count == pace.count || bytes + size > Self.batchBytes {
                try send(batch, client)
                (batch, bytes) = ([], 0)
            }
            batch.append((row, trade))
            bytes += size
        }
        try send(batch, client)
    }

    /// The trade of a row, with an id made of its content when it has none, and its size; nil when it is refused.
    private mutating func prepared(_ row: TradeRow) -> (trade: Trade, size: Int)? {
        if let problem = row.problem {
            report.reject(row.line, problem, row.source)
            return nil
        }
        do throws(FieldTextError) {
            var trade = try Self.trade(of: row)
            if trade.strategy.isEmpty { trade.strategy = call.text("strategy") }
            let account = call["account"] ?? trade.account
            // The account is no part of the content: ids are unique within an account anyway.
            trade.account = ""
            let content = trade.encode()
            if trade.tradeID.isEmpty { trade.tradeID = ids.next(for: content) }
            trade.account = account
            return (trade, content.count)
        } catch {
            report.reject(row.line, "\(error.field) \(error.reason)", row.source)
            return nil
        }
    }

    private static let fields = Set(TradeFields.names)

    /// The trade as the file says it, without what only the daemon says.
    private static func trade(of row: TradeRow) throws(FieldTextError) -> Trade {
        guard let json = row.json else {
            return try Trade.fromText(row.fields.filter { fields.contains($0.name) })
        }
        return try Trade.fromJSON(.object(json.members.filter { fields.contains($0.name) }))
    }

    /// Sends a batch, or only looks at it when there is no client.
    private mutating func send(_ batch: [Prepared], _ client: NijaClient?) throws(CommandError) {
        if batch.isEmpty { return }
        guard let client else {
            for (row, trade) in batch {
                let problems = TradeCheck.problems(trade, strict: call.has("strict"))
                if problems.isEmpty {
                    report.count(isDuplicate: false)
                } else {
                    report.reject(row.line, problems.joined(separator: "; "), row.source)
                }
            }
            return
        }
        var request = BatchRecordTradesRequest()
        (request.trades, request.strict) = (batch.map(\.trade), call.has("strict"))
        let response = try pace.timing { () throws(CommandError) in
            try CommandError.wrap { () throws(NijaError) in
                try client.callRepeatedly(TradeService.batchRecordTrades, request)
            }
        }
        for (result, sent) in zip(response.results, batch) {
            if let error = result.error {
                report.reject(sent.row.line, error.message, sent.row.source)
            } else {
                report.count(isDuplicate: result.duplicate, isWarned: !result.warnings.isEmpty)
            }
        }
        report.progress()
    }
}

import NijaClient
import NijaImport
import NijaMessages
import NijaModel
import Protobuf

/// `fill import`: sends a file in batches, reports bad lines by number, and can be repeated safely.
struct FillImport {
    private typealias Fill = NijaMessages.Fill
    private typealias Prepared = (row: RecordRow, fill: Fill)

    private static let fields = Set(FillFields.names)
    /// Columns that others call otherwise.
    private static let aliases = [
        "quantity": "qty", "id": "fill_id", "time": "executed_at", "user": "user_id", "commission": "fees",
    ]

    private let call: Invocation
    private var report: ImportReport
    private var ids = ContentIDs()
    private var pace = BatchPace()

    @Sendable static func run(_ call: Invocation) throws(CommandError) {
        let bytes = try FileBytes.required(call.arguments[0])
        let file = try CommandError.reading { () throws(ImportError) in
            try RecordFile(bytes, aliases: aliases, known: Fill.fieldNames)
        }
        if !file.unknown.isEmpty {
            let near = file.unknown.compactMap { name in
                Suggestion.nearest(to: name, in: FillFields.names).map { "\(name): did you mean \($0)?" }
            }
            throw .failed(
                "these columns are no fields of a fill: \(file.unknown.joined(separator: ", "))",
                hint: near.joined(separator: "\n"))
        }
        let report = ImportReport(total: file.rows.count, isDryRun: call.has("dry-run"), output: call.output)
        var work = FillImport(call: call, report: report)
        do throws(CommandError) {
            try work.importRows(of: file)
        } catch {
            try work.report.writeRejects(to: call["rejects"], header: file.header)
            throw work.report.interrupted(error)
        }
        try work.report.writeRejects(to: call["rejects"], header: file.header)
        try work.report.finish()
    }

    private mutating func importRows(of file: RecordFile) throws(CommandError) {
        let client = call.has("dry-run") ? nil : try call.connect()
        var batch: [Prepared] = []
        for row in file.rows {
            guard let fill = prepared(row) else { continue }
            batch.append((row, fill))
            if batch.count == pace.count {
                try send(batch, client)
                batch = []
            }
        }
        try send(batch, client)
    }

    /// The fill of a row, with an id made of its content when it has none; nil when it is refused.
    private mutating func prepared(_ row: RecordRow) -> Fill? {
        if let problem = row.problem {
            report.reject(row.line, problem, row.source)
            return nil
        }
        do throws(FieldTextError) {
            var fill = try Fill.fromText(row.fields.filter { Self.fields.contains($0.name) })
            if fill.userID.isEmpty { fill.userID = call.text("user-id") }
            let account = call["account"] ?? fill.account
            // The account is no part of the content: ids are unique within an account anyway.
            fill.account = ""
            if fill.fillID.isEmpty { fill.fillID = ids.next(for: fill.encode()) }
            fill.account = account
            return fill
        } catch {
            report.reject(row.line, "\(error.field) \(error.reason)", row.source)
            return nil
        }
    }

    /// Sends a batch, or only looks at it when there is no client.
    private mutating func send(_ batch: [Prepared], _ client: NijaClient?) throws(CommandError) {
        if batch.isEmpty { return }
        guard let client else {
            for (row, fill) in batch {
                let problems = Self.problems(fill)
                if problems.isEmpty {
                    report.count(isDuplicate: false)
                } else {
                    report.reject(row.line, problems.joined(separator: "; "), row.source)
                }
            }
            return
        }
        var request = BatchRecordFillsRequest()
        request.fills = batch.map(\.fill)
        let response = try pace.timing { () throws(CommandError) in
            try CommandError.wrap { () throws(NijaError) in
                try client.callRepeatedly(FillService.batchRecordFills, request)
            }
        }
        for (result, sent) in zip(response.results, batch) {
            if let error = result.error {
                report.reject(sent.row.line, error.message, sent.row.source)
            } else {
                report.count(isDuplicate: result.duplicate)
            }
        }
        report.progress()
    }

    /// What the daemon would say of a fill, without the daemon.
    private static func problems(_ message: Fill) -> [String] {
        var violations = Violations()
        func decimal(_ text: String, _ field: String) -> Decimal? {
            if text.isEmpty { return nil }
            guard let value = try? Decimal(text) else {
                violations.add(field, "is \(Names.quoted(text)); it must be a decimal with at most 18 places")
                return nil
            }
            return value
        }
        let side = NijaModel.FillSide(rawValue: UInt8(clamping: message.side.rawValue))
        violations.require(side != nil, "side", "is required: BUY, SELL, SHORT or COVER")
        var fill = NijaModel.Fill(
            symbol: message.symbol, side: side ?? .buy, quantity: decimal(message.qty, "qty") ?? .zero,
            price: decimal(message.price, "price") ?? .zero, executedAt: .epoch)
        (fill.fillID, fill.userID) = (message.fillID, message.userID)
        fill.account = message.account.isEmpty ? Names.defaultAccount : message.account
        (fill.fees, fill.equity) = (decimal(message.fees, "fees") ?? .zero, decimal(message.equity, "equity"))
        (fill.strategy, fill.venue, fill.orderID) = (message.strategy, message.venue, message.orderID)
        fill.validate(prefix: "", into: &violations)
        return violations.found.map { "\($0.field) \($0.description)" }
    }
}

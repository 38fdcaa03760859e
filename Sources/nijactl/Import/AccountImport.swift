import Glibc
import NijaClient
import NijaMessages
import Protobuf

/// `account import`: balance reports and cash flows of a CSV file.
///
/// A time that is a date, or exactly midnight, stands for its whole day, because such files hold one row a day: it is
/// taken as the day's last nanosecond. In a row the cash flow comes before the report that includes it.
enum AccountImport {
    private static let columns = ["time", "balance", "equity", "cash_flow"]

    static func run(_ call: Invocation) throws(CommandError) {
        guard let bytes = FileBytes.read(call.arguments[0]) else {
            throw .failed("cannot read \(call.arguments[0]): \(String(cString: strerror(errno)))")
        }
        let rows: [CSVReader.Row]
        do throws(CSVError) { rows = try CSVReader.rows(bytes) } catch {
            throw .failed("line \(error.line): \(error.reason)")
        }
        guard let header = rows.first?.cells else { throw .failed("\(call.arguments[0]) is empty") }
        let unknown = header.filter { !columns.contains($0) }
        guard unknown.isEmpty, header.contains("time") else {
            throw .failed(
                "the columns are \(header.joined(separator: ", ")); they must be among \(columns.joined(separator: ", ")), with time"
            )
        }
        var report = ImportReport(rejectsPath: call["rejects"], total: rows.count - 1, output: call.output)
        let client = try call.connect()
        for row in rows.dropFirst() {
            let cells = Dictionary(
                zip(header, row.cells).map { ($0, $1) }, uniquingKeysWith: { _, last in last })
            do throws(CommandError) {
                report.count(isDuplicate: try record(cells, call, client))
            } catch {
                if error.code != .failed && error.code != .usage { throw error }
                let fields = error.fields.map { "\($0.field) \($0.description)" }
                report.reject(
                    row.line, fields.isEmpty ? error.message : fields.joined(separator: "; "),
                    CSVWriter.line(row.cells))
            }
            report.progress()
        }
        try report.finish(isDryRun: call.has("dry-run"))
    }

    /// Records a row; whether all of it had been recorded before.
    private static func record(
        _ cells: [String: String], _ call: Invocation, _ client: NijaClient
    ) throws(CommandError) -> Bool {
        let text = cells["time"] ?? ""
        guard let parsed = parseTimestamp(text) else {
            throw .failed(
                "time is \(jsonQuoted(text)); it must be a time such as 2026-01-30T04:30:00Z, or a date")
        }
        var time = TimestampMessage()
        (time.seconds, time.nanos) = parsed
        if parsed.nanoseconds == 0 && parsed.seconds % 86_400 == 0 {
            (time.seconds, time.nanos) = (parsed.seconds + 86_399, 999_999_999)
        }
        let account = call.text("account")
        var isDuplicate = true
        if let amount = cells["cash_flow"], !amount.isEmpty, Double(amount) != 0 {
            var request = RecordCashFlowRequest()
            (request.account, request.amount, request.time) = (account, amount, time)
            request.requestID = "import-" + ContentHash.text("\(account) \(text) \(amount)")
            if !call.has("dry-run") {
                isDuplicate =
                    try send(AccountService.recordCashFlow, request, client).duplicate && isDuplicate
            }
        }
        let (balance, equity) = (cells["balance"] ?? "", cells["equity"] ?? "")
        if !balance.isEmpty || !equity.isEmpty {
            var request = UpdateBalanceRequest()
            (request.account, request.balance, request.equity) = (
                account, balance.isEmpty ? equity : balance, equity
            )
            request.time = time
            request.requestID = "import-" + ContentHash.text("\(account) \(text) \(balance) \(equity)")
            if !call.has("dry-run") {
                isDuplicate = try send(AccountService.updateBalance, request, client).duplicate && isDuplicate
            }
        }
        return isDuplicate && !call.has("dry-run")
    }

    private static func send<Request, Response>(
        _ method: UnaryMethod<Request, Response>, _ request: Request, _ client: NijaClient
    ) throws(CommandError) -> Response {
        do throws(NijaError) { return try client.callRepeatedly(method, request) } catch {
            throw CommandError(error)
        }
    }
}

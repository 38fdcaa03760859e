import NijaClient
import NijaImport
import NijaMessages
import NijaModel
import Protobuf

/// `account import`: records the balances and cash flows of a file, and can be repeated safely.
enum AccountImport {
    @Sendable static func run(_ call: Invocation) throws(CommandError) {
        let bytes = try FileBytes.required(call.arguments[0])
        let client = call.has("dry-run") ? nil : try call.connect()
        let boundary = try boundary(call, client)
        let file = try CommandError.reading { () throws(ImportError) in
            try AccountFile(bytes, account: call.text("account"), boundary: boundary)
        }
        var report = ImportReport(total: file.rows.count, isDryRun: call.has("dry-run"), output: call.output)
        do throws(CommandError) {
            for row in file.rows {
                if let problem = row.problem {
                    report.reject(row.line, problem, row.source)
                } else {
                    try record(row, client, &report)
                }
                report.progress()
            }
        } catch {
            try report.writeRejects(to: call["rejects"], header: file.header)
            throw report.interrupted(error)
        }
        try report.writeRejects(to: call["rejects"], header: file.header)
        try report.finish()
    }

    /// Where the day of the account begins; a dry run, which asks nobody, takes midnight UTC.
    private static func boundary(
        _ call: Invocation, _ client: NijaClient?
    ) throws(CommandError) -> DayBoundary {
        guard let client else { return .utc }
        var request = GetAccountRequest()
        request.name = call.text("account")
        let account = try CommandError.wrap { () throws(NijaError) in
            try client.callRepeatedly(AccountService.getAccount, request).account
        }
        // The contract counts from midnight UTC to the beginning of the day, a boundary the other way.
        return DayBoundary(offsetMinutes: -Int(account?.dayBoundaryMinutes ?? 0)) ?? .utc
    }

    private static let concernsRow = [
        "INVALID_ARGUMENT", "ALREADY_EXISTS", "FAILED_PRECONDITION", "OUT_OF_RANGE",
    ]

    /// Records a row, the cash flow first; without a client it is only counted.
    private static func record(
        _ row: AccountFile.Row, _ client: NijaClient?, _ report: inout ImportReport
    ) throws(CommandError) {
        guard let client else {
            report.count(isDuplicate: false)
            return
        }
        var isDuplicate = row.cashFlow != nil || row.balance != nil
        do throws(NijaError) {
            if let request = row.cashFlow {
                isDuplicate = try client.recordCashFlow(request).duplicate && isDuplicate
            }
            if let request = row.balance {
                isDuplicate = try client.updateBalance(request).duplicate && isDuplicate
            }
            report.count(isDuplicate: isDuplicate)
        } catch {
            let error = CommandError(error)
            // What the daemon refuses concerns the row; anything else concerns every row.
            guard concernsRow.contains(error.name) else { throw error }
            let fields = error.fields.map { "\($0.field) \($0.description)" }.joined(separator: "; ")
            report.reject(row.line, fields.isEmpty ? error.message : fields, row.source)
        }
    }
}

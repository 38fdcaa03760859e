package import NijaMessages
package import NijaModel
import Protobuf

/// A file of what an account was worth: CSV with the columns time, balance, equity, cash_flow.
///
/// A time that is a date, or exactly the beginning of a day of the account, stands for that whole day, because such files
/// hold one row a day: it is taken as the day's last nanosecond. In a row the cash flow comes before the report that
/// includes it.
package struct AccountFile {
    /// What a row asks to record.
    package struct Row {
        package let line: Int
        package let source: String
        package var cashFlow: RecordCashFlowRequest?
        package var balance: UpdateBalanceRequest?
        /// Why it cannot be read; nil when it can.
        package var problem: String?
    }

    static let columns = ["time", "balance", "equity", "cash_flow"]

    package private(set) var header = ""
    package private(set) var rows: [Row] = []
    private var ids = ContentIDs()
    private let boundary: DayBoundary

    /// Reads a file; the ids of its requests follow from account and content.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - account: the account's name.
    ///   - boundary: where its day begins.
    /// - Throws: When it is not such a file; a bad line alone becomes a row with a problem.
    package init(_ bytes: [UInt8], account: String, boundary: DayBoundary = .utc) throws(ImportError) {
        self.boundary = boundary
        let lines: [CSVReader.Row]
        do throws(CSVError) {
            lines = try CSVReader.rows(bytes)
        } catch {
            throw ImportError("line \(error.line): \(error.reason)")
        }
        guard let first = lines.first else { throw ImportError("the file is empty") }
        let names = first.cells
        guard names.contains("time"), names.allSatisfy(Self.columns.contains) else {
            throw ImportError(
                "the columns are \(names.joined(separator: ", ")); they must be among "
                    + "\(Self.columns.joined(separator: ", ")), with time")
        }
        header = CSVWriter.line(names)
        for line in lines.dropFirst() {
            var row = Row(line: line.line, source: CSVWriter.line(line.cells))
            if line.cells.count == names.count {
                let cells = Dictionary(zip(names, line.cells), uniquingKeysWith: { _, last in last })
                do throws(ImportError) {
                    try read(cells, account, into: &row)
                } catch {
                    row = Row(line: line.line, source: row.source, problem: error.message)
                }
            } else {
                row.problem = "it has \(line.cells.count) cells; the header has \(names.count)"
            }
            rows.append(row)
        }
    }

    private mutating func read(
        _ cells: [String: String], _ account: String, into row: inout Row
    ) throws(ImportError) {
        let time = try Self.time(cells["time"] ?? "", boundary)
        if let amount = try Self.amount("cash_flow", cells), !amount.isZero {
            var request = RecordCashFlowRequest()
            (request.account, request.amount, request.time) = (account, amount.description, time)
            request.requestID = ids.next(for: request.encode())
            row.cashFlow = request
        }
        let (balance, equity) = (try Self.amount("balance", cells), try Self.amount("equity", cells))
        if let known = balance ?? equity {
            var request = UpdateBalanceRequest()
            (request.account, request.balance, request.time) = (account, known.description, time)
            request.equity = equity?.description ?? ""
            request.requestID = ids.next(for: request.encode())
            row.balance = request
        }
    }

    /// A time; a date or the beginning of a day is the end of that day.
    static func time(_ text: String, _ boundary: DayBoundary = .utc) throws(ImportError) -> TimestampMessage {
        guard let (seconds, nanoseconds) = parseTimestamp(text) else {
            throw ImportError(
                "time is \(jsonQuoted(text)); it must be a time such as 2026-01-30T04:30:00Z, or a date")
        }
        var time = TimestampMessage()
        (time.seconds, time.nanos) = (seconds, nanoseconds)
        guard let instant = try? Timestamp(seconds: seconds, nanoseconds: nanoseconds) else { return time }
        let isDate = (try? Day(text)) != nil
        let day = isDate ? DayBoundary.utc.day(of: instant) : boundary.day(of: instant)
        guard isDate || boundary.start(of: day) == instant else { return time }
        let end = Timestamp(nanoseconds: boundary.end(of: day).nanoseconds - 1)
        (time.seconds, time.nanos) = (end.secondsSinceEpoch, end.nanosecondOfSecond)
        return time
    }

    private static func amount(_ name: String, _ cells: [String: String]) throws(ImportError) -> Decimal? {
        guard let text = cells[name], !text.isEmpty else { return nil }
        guard let amount = try? Decimal(text) else {
            throw ImportError("\(name) is \(jsonQuoted(text)); it must be a decimal with at most 18 places")
        }
        return amount
    }
}

package import NijaMessages
import NijaModel
import Protobuf

/// Daily closes of a file: CSV with a line of names, as Yahoo, Stooq and most others export prices.
package struct PriceFile {
    /// Which column is the close.
    package enum Column: String, CaseIterable {
        case adjusted = "adj-close"
        case close

        /// The names that the column goes by, without spaces and in small letters.
        var names: [String] {
            switch self {
            case .adjusted: ["adjclose", "adj.close", "adjustedclose", "closeadj"]
            case .close: ["close", "close/last", "price", "last"]
            }
        }
    }

    /// The closes, in the sequence of the file.
    package private(set) var prices: [BenchmarkPrice] = []
    /// Which column they are from.
    package let column: Column
    /// Lines without a close, as a file has them for days on which nothing was traded.
    package private(set) var emptyLines = 0

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - wanted: which column; the adjusted close when nil and there is one.
    /// - Throws: When it is not such a file; with every line that cannot be read.
    package init(_ bytes: [UInt8], column wanted: Column?) throws(ImportError) {
        let lines: [CSVReader.Row]
        do throws(CSVError) { lines = try CSVReader.rows(bytes) } catch {
            throw ImportError("line \(error.line): \(error.reason)")
        }
        guard let header = lines.first else { throw ImportError("the file is empty") }
        let names = header.cells.map { $0.lowercased().filter { $0 != " " && $0 != "_" } }
        guard let dates = names.firstIndex(of: "date") else {
            throw Self.unknownColumns(header.cells, "date")
        }
        let choices = wanted.map { [$0] } ?? [.adjusted, .close]
        let found = choices.compactMap { choice in
            names.firstIndex { choice.names.contains($0) }.map { (choice, $0) }
        }.first
        guard let (column, closes) = found else {
            throw Self.unknownColumns(header.cells, wanted?.rawValue ?? "close")
        }
        self.column = column
        var problems: [String] = []
        for line in lines.dropFirst() {
            guard line.cells.count == names.count else {
                problems.append(
                    "line \(line.line): it has \(line.cells.count) cells; the header has \(names.count)")
                continue
            }
            read(line.cells[dates], line.cells[closes], line.line, &problems)
        }
        try Self.check(problems)
        if prices.isEmpty { throw ImportError("the file has no close") }
    }

    private mutating func read(_ date: String, _ close: String, _ line: Int, _ problems: inout [String]) {
        if close.isEmpty || close == "null" || close == "N/A" {
            emptyLines += 1
            return
        }
        // Some write the midnight behind the day.
        let text = String(date.prefix { $0 != " " && $0 != "T" })
        guard let day = try? Day(text) else {
            problems.append(
                "line \(line): the date is \(jsonQuoted(date)); it must be one such as 2026-01-30")
            return
        }
        guard let price = try? Decimal(close), price.signum > 0 else {
            problems.append("line \(line): the close is \(jsonQuoted(close)); it must be a number above 0")
            return
        }
        var message = BenchmarkPrice()
        (message.date, message.close) = (day.description, price.description)
        prices.append(message)
    }

    private static func unknownColumns(_ names: [String], _ missing: String) -> ImportError {
        ImportError("the columns are \(names.joined(separator: ", ")); there is none for the \(missing)")
    }

    /// Refuses the file with its first problems: half a history would be a wrong one.
    private static func check(_ problems: [String]) throws(ImportError) {
        guard !problems.isEmpty else { return }
        let shown = problems.prefix(10).joined(separator: "\n  ")
        let more = problems.count > 10 ? "\n  and \(problems.count - 10) more" : ""
        throw ImportError("nothing was loaded:\n  \(shown)\(more)")
    }
}

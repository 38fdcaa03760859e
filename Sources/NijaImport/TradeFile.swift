package import JSON
import NijaMessages
import Protobuf

/// A trade as a file has it: where, and its fields as text.
package struct TradeRow {
    package let line: Int
    package var fields: [(name: String, text: String)] = []
    /// Its fields as JSON, where the file is that: lists stay lists.
    package var json: JSONValue?
    /// The line itself, for the file of rejects.
    package let source: String
    /// Why it cannot be read; nil when it can.
    package var problem: String?
}

/// A file of trades: CSV, ndjson, a JSON list, or freqtrade's backtest export.
package struct TradeFile {
    package private(set) var rows: [TradeRow] = []
    /// The line of names that stands above rejected lines, so that they can be corrected and imported again.
    package private(set) var header = ""
    /// Columns that are no fields of a trade.
    package private(set) var unknown: [String] = []
    /// Some number had more places than an amount holds.
    package private(set) var isRounded = false

    /// Columns that others call otherwise.
    private static let aliases = [
        "position_size": "quantity", "strategy_used": "strategy", "pair": "symbol", "pnl": "profit",
        "amount": "quantity", "fees_paid": "fees", "position_side": "side",
    ]

    /// Reads a file by what it begins with.
    ///
    /// - Throws: When nothing in it can be read; a bad line alone becomes a row with a problem.
    package init(_ file: [UInt8]) throws(ImportError) {
        let bytes = Array(withoutByteOrderMark(file))
        guard let first = bytes.first(where: { !Self.isBlank($0) }) else { return }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
            try readCSV(bytes)
            return
        }
        let whole = try? JSONValue.parse(bytes)
        if let whole, whole["strategy"]?.members.isEmpty == false {
            (rows, isRounded) = Freqtrade.rows(whole)
        } else if case .array(let elements)? = whole {
            rows = elements.enumerated().map { Self.row($0 + 1, $1, source: $1.compact + "\n") }
        } else {
            readLines(bytes)
        }
        unknown = Self.unknown(rows.flatMap { $0.fields.map(\.name) + ($0.json?.members.map(\.name) ?? []) })
    }

    private mutating func readCSV(_ bytes: [UInt8]) throws(ImportError) {
        let lines: [CSVReader.Row]
        do throws(CSVError) {
            lines = try CSVReader.rows(bytes)
        } catch {
            throw ImportError("line \(error.line): \(error.reason)")
        }
        guard let first = lines.first else { return }
        let names = first.cells.map { Self.aliases[$0] ?? $0 }
        if let twice = names.enumerated().first(where: { names[..<$0].contains($1) })?.element {
            throw ImportError("line \(first.line): the column \(twice) is there twice")
        }
        header = CSVWriter.line(first.cells)
        unknown = Self.unknown(names)
        rows = lines.dropFirst().map { line in
            let source = CSVWriter.line(line.cells)
            guard line.cells.count == names.count else {
                let problem = "it has \(line.cells.count) cells; the header has \(names.count)"
                return TradeRow(line: line.line, source: source, problem: problem)
            }
            return TradeRow(line: line.line, fields: zip(names, line.cells).map { ($0, $1) }, source: source)
        }
    }

    private mutating func readLines(_ bytes: [UInt8]) {
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(Self.isBlank) {
            let source = String(decoding: line, as: UTF8.self) + "\n"
            do throws(JSONError) {
                rows.append(Self.row(index + 1, try JSONValue.parse(Array(line)), source: source))
            } catch {
                rows.append(
                    TradeRow(
                        line: index + 1, source: source, problem: "column \(error.column): \(error.reason)"))
            }
        }
    }

    private static func row(_ line: Int, _ value: JSONValue, source: String) -> TradeRow {
        guard case .object(let members) = value else {
            return TradeRow(line: line, source: source, problem: "it is not a JSON object")
        }
        let named = members.map { JSONValue.Member(aliases[$0.name] ?? $0.name, $0.value) }
        return TradeRow(line: line, json: .object(named), source: source)
    }

    /// Names that are no fields, each once.
    ///
    /// Output-only fields are known: what was exported can be imported.
    private static func unknown(_ names: [String]) -> [String] {
        var seen = Set(Trade.fieldNames)
        return names.filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}

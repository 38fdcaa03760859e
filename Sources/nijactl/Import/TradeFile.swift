import JSON
import NijaMessages
import Protobuf

/// A trade as a file has it: where, and its fields as text.
struct TradeRow {
    let line: Int
    var fields: [(name: String, text: String)]
    /// The line itself, for the file of rejects.
    let source: String

    subscript(name: String) -> String? { fields.last { $0.name == name }?.text }
}

/// Reads files of trades: CSV, ndjson, and freqtrade's backtest export.
enum TradeFile {
    /// Columns that others call otherwise.
    private static let aliases = [
        "position_size": "quantity", "strategy_used": "strategy", "pair": "symbol", "pnl": "profit",
        "amount": "quantity",
        "fees_paid": "fees", "position_side": "side",
    ]

    /// The rows, and the columns that are no fields.
    static func read(_ bytes: [UInt8]) throws(CommandError) -> (rows: [TradeRow], unknown: [String]) {
        guard let first = bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            return ([], [])
        }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return try csv(bytes) }
        if let whole = try? JSONValue.parse(bytes) {
            if whole["strategy"]?.members.isEmpty == false { return (try Freqtrade.rows(whole), []) }
            if case .array(let elements) = whole { return json(elements.enumerated().map { ($0 + 1, $1) }) }
            if bytes.split(separator: 0x0A).count == 1 { return json([(1, whole)]) }
        }
        return json(try lines(bytes))
    }

    private static func csv(_ bytes: [UInt8]) throws(CommandError) -> ([TradeRow], [String]) {
        let rows: [CSVReader.Row]
        do throws(CSVError) {
            rows = try CSVReader.rows(bytes)
        } catch {
            throw .failed("line \(error.line): \(error.reason)")
        }
        guard let header = rows.first else { return ([], []) }
        let names = header.cells.map { aliases[$0] ?? $0 }
        let trades = rows.dropFirst().map { row in
            TradeRow(
                line: row.line, fields: zip(names, row.cells).map { ($0, $1) },
                source: CSVWriter.line(row.cells))
        }
        return (trades, unknown(names))
    }

    private static func lines(_ bytes: [UInt8]) throws(CommandError) -> [(Int, JSONValue)] {
        var found: [(Int, JSONValue)] = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
            do throws(JSONError) {
                found.append((index + 1, try JSONValue.parse(Array(line))))
            } catch {
                throw .failed("line \(index + 1): \(error.reason) (column \(error.column))")
            }
        }
        return found
    }

    private static func json(_ values: [(Int, JSONValue)]) -> ([TradeRow], [String]) {
        let rows = values.map { line, value in
            let fields = value.members.compactMap { member -> (name: String, text: String)? in
                let texts = member.value.elements.compactMap(\.text)
                guard let text = member.value.text ?? (texts.isEmpty ? nil : texts.joined(separator: ","))
                else {
                    return nil
                }
                return (aliases[member.name] ?? member.name, text)
            }
            return TradeRow(line: line, fields: fields, source: value.compact + "\n")
        }
        var names: [String] = []
        for row in rows {
            for field in row.fields where !names.contains(field.name) { names.append(field.name) }
        }
        return (rows, unknown(names))
    }

    /// Output-only fields are known: what was exported can be imported.
    private static func unknown(_ names: [String]) -> [String] {
        let known = Set(Trade.fieldNames)
        return names.filter { !known.contains($0) && !$0.isEmpty }
    }
}

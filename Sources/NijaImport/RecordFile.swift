import JSON
import NijaMessages
import Protobuf

/// A record as a file has it: where, and its fields as text.
package struct RecordRow {
    package let line: Int
    package var fields: [(name: String, text: String)] = []
    /// The line itself, for the file of rejects.
    package let source: String
    /// Why it cannot be read; nil when it can.
    package var problem: String?
}

/// A file of records: CSV, ndjson, or a JSON list.
package struct RecordFile {
    package private(set) var rows: [RecordRow] = []
    /// The line of names that stands above rejected lines, so that they can be corrected and imported again.
    package private(set) var header = ""
    /// Columns that are no fields of a record.
    package private(set) var unknown: [String] = []

    /// What columns are also called.
    private let aliases: [String: String]
    /// Every field of a record.
    ///
    /// Output-only fields are known: what was exported can be imported.
    private let known: [String]

    /// Reads a file by what it begins with.
    ///
    /// - Throws: When nothing in it can be read; a bad line alone becomes a row with a problem.
    package init(_ file: [UInt8], aliases: [String: String], known: [String]) throws(ImportError) {
        (self.aliases, self.known) = (aliases, known)
        let bytes = Array(withoutByteOrderMark(file))
        guard let first = bytes.first(where: { !Self.isBlank($0) }) else { return }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
            try readCSV(bytes)
            return
        }
        if case .array(let elements)? = try? JSONValue.parse(bytes) {
            rows = elements.enumerated().map { row($0 + 1, $1, source: $1.compact + "\n") }
        } else {
            readLines(bytes)
        }
        unknown = unknown(rows.flatMap { $0.fields.map(\.name) })
    }

    private mutating func readCSV(_ bytes: [UInt8]) throws(ImportError) {
        let lines: [CSVReader.Row]
        do throws(CSVError) {
            lines = try CSVReader.rows(bytes)
        } catch {
            throw ImportError("line \(error.line): \(error.reason)")
        }
        guard let first = lines.first else { return }
        let names = first.cells.map { aliases[$0] ?? $0 }
        if let twice = names.enumerated().first(where: { names[..<$0].contains($1) })?.element {
            throw ImportError("line \(first.line): the column \(twice) is there twice")
        }
        header = CSVWriter.line(first.cells)
        unknown = unknown(names)
        rows = lines.dropFirst().map { line in
            let source = CSVWriter.line(line.cells)
            guard line.cells.count == names.count else {
                let problem = "it has \(line.cells.count) cells; the header has \(names.count)"
                return RecordRow(line: line.line, source: source, problem: problem)
            }
            return RecordRow(line: line.line, fields: zip(names, line.cells).map { ($0, $1) }, source: source)
        }
    }

    private mutating func readLines(_ bytes: [UInt8]) {
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(Self.isBlank) {
            let source = String(decoding: line, as: UTF8.self) + "\n"
            do throws(JSONError) {
                rows.append(row(index + 1, try JSONValue.parse(Array(line)), source: source))
            } catch {
                rows.append(
                    RecordRow(
                        line: index + 1, source: source, problem: "column \(error.column): \(error.reason)"))
            }
        }
    }

    private func row(_ line: Int, _ value: JSONValue, source: String) -> RecordRow {
        guard case .object(let members) = value else {
            return RecordRow(line: line, source: source, problem: "it is not a JSON object")
        }
        let fields = members.compactMap { member -> (name: String, text: String)? in
            let texts = member.value.elements.compactMap(\.text)
            let text = member.value.text ?? (texts.isEmpty ? nil : texts.joined(separator: ","))
            return text.map { (aliases[member.name] ?? member.name, $0) }
        }
        return RecordRow(line: line, fields: fields, source: source)
    }

    /// Names that are no fields, each once.
    private func unknown(_ names: [String]) -> [String] {
        var seen = Set(known)
        return names.filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}

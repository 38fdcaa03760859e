import CCSV

/// Why a text is not CSV.
package struct CSVError: Error {
    package let line: Int
    package let reason: String
}

/// Reads CSV by libcsv: quotes, line breaks inside quotes, either line ending.
package enum CSVReader {
    /// A row with the number of the line on which it ends.
    package typealias Row = (line: Int, cells: [String])

    private final class Collector {
        var rows: [Row] = []
        var cells: [String] = []
        var isNotUTF8 = false
    }

    /// The rows of a text; empty lines are none.
    package static func rows(_ bytes: [UInt8]) throws(CSVError) -> [Row] {
        var parser = csv_parser()
        guard csv_init(&parser, UInt8(CSV_STRICT) | UInt8(CSV_STRICT_FINI)) == 0 else {
            throw CSVError(line: 1, reason: "there is no memory")
        }
        defer { csv_free(&parser) }
        let collector = Collector()
        let context = Unmanaged.passUnretained(collector).toOpaque()
        var line = 1
        for piece in withoutByteOrderMark(bytes).split(separator: 0x0A, omittingEmptySubsequences: false) {
            let before = collector.rows.count
            let chunk = Array(piece) + [0x0A]
            let read = chunk.withUnsafeBytes {
                csv_parse(&parser, $0.baseAddress, $0.count, onField, onRow, context)
            }
            guard read == chunk.count else {
                throw CSVError(line: line, reason: String(cString: csv_strerror(csv_error(&parser))))
            }
            if collector.isNotUTF8 { throw CSVError(line: line, reason: "it is not UTF-8") }
            for index in before..<collector.rows.count { collector.rows[index].line = line }
            line += 1
        }
        guard csv_fini(&parser, onField, onRow, context) == 0 else {
            throw CSVError(line: line, reason: "a quote is not closed")
        }
        return collector.rows
    }

    private static let onField:
        @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
            start, count, context in
            guard let context else { return }
            let collector = Unmanaged<Collector>.fromOpaque(context).takeUnretainedValue()
            let bytes = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                collector.isNotUTF8 = true
                return
            }
            collector.cells.append(text)
        }

    private static let onRow: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { _, context in
        guard let context else { return }
        let collector = Unmanaged<Collector>.fromOpaque(context).takeUnretainedValue()
        collector.rows.append((0, collector.cells))
        collector.cells = []
    }
}

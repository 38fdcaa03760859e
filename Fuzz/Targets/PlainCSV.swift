/// CSV byte by byte, as RFC 4180 has it, with what libcsv adds: blanks around a cell are no part of it, a line ends with
/// either of the two characters, and an empty line is none.
enum PlainCSV {
    /// The cells of each row; nil when the bytes are no CSV.
    static func rows(_ bytes: [UInt8]) -> [[String]]? {
        var reader = Reader()
        for byte in bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...] {
            guard reader.take(byte) else { return nil }
        }
        return reader.take(0x0A) && !reader.isQuoted ? reader.rows : nil
    }

    private struct Reader {
        /// Before the cell; in one without quotes, in one with them, behind a quote in it, and behind a blank behind that.
        private enum Place { case before, plain, quoted, afterQuote, afterBlank }

        private var place = Place.before
        private var cell: [UInt8] = []
        private var cells: [String] = []
        private(set) var rows: [[String]] = []

        var isQuoted: Bool { place == .quoted }

        /// Whether the byte may stand here.
        mutating func take(_ byte: UInt8) -> Bool {
            switch (place, byte) {
            case (.quoted, 0x22): place = .afterQuote
            case (.quoted, _): cell.append(byte)
            case (.before, 0x20), (.before, 0x09): break
            case (.afterQuote, 0x20), (.afterQuote, 0x09), (.afterBlank, 0x20), (.afterBlank, 0x09):
                place = .afterBlank
            case (.before, 0x22): place = .quoted
            case (_, 0x2C): return endCell()
            case (.before, 0x0A), (.before, 0x0D):
                // A comma at the end of a line has an empty cell behind it.
                return cells.isEmpty || endRow()
            case (_, 0x0A), (_, 0x0D): return endRow()
            case (.afterQuote, 0x22):
                cell.append(byte)
                place = .quoted
            case (.afterQuote, _), (.afterBlank, _), (.plain, 0x22): return false
            case (.before, _), (.plain, _):
                cell.append(byte)
                place = .plain
            }
            return true
        }

        private mutating func endCell() -> Bool {
            let end = place == .plain ? (cell.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? -1) + 1 : cell.count
            guard let text = String(validating: cell[..<end], as: UTF8.self) else { return false }
            cells.append(text)
            (cell, place) = ([], .before)
            return true
        }

        private mutating func endRow() -> Bool {
            guard endCell() else { return false }
            rows.append(cells)
            cells = []
            return true
        }
    }
}

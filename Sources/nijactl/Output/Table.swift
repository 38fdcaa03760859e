import JSON

/// Rows under titles, aligned, within the width of the terminal.
struct Table {
    private let lines: [[String]]
    private let columns: [Column]
    private let style: Style
    /// The field that tells rows apart: people copy it, so it is not cut.
    private let id: String?

    private static let gap = 2
    /// Text is not cut below this many cells.
    private static let textWidthMin = 8

    init(_ rows: [JSONValue], _ columns: [Column], _ style: Style, id: String? = nil) {
        self.columns = columns
        self.id = id
        self.style = style
        lines = rows.map { row in
            columns.map { column in column.shown(row[path: column.field]).onOneLine }
        }
    }

    var text: String {
        let widths = fitted(
            columns.indices.map { index in
                ([columns[index].title] + lines.map { $0[index] }).map(displayWidth).max() ?? 0
            })
        let titles = columns.map { $0.title.uppercased().split(separator: "_").joined(separator: " ") }
        var result = line(titles, widths) { text, _ in style.bold(text) }
        for cells in lines { result += line(cells, widths) { text, column in column.painted(text, style) } }
        return result
    }

    /// Widths within the terminal's: the widest text gives way first, numbers, times and ids never.
    private func fitted(_ natural: [Int]) -> [Int] {
        guard let limit = style.width else { return natural }
        var widths = natural
        while widths.reduce(0, +) + Self.gap * (widths.count - 1) > limit {
            let cuttable = widths.indices.filter {
                columns[$0].isCuttable && columns[$0].field != id && widths[$0] > Self.textWidthMin
            }
            guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int], _ paint: (String, Column) -> String) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            let isLast = index == cells.count - 1
            let cell = clipped(cell, to: widths[index])
            let painted = paint(cell, columns[index])
            let isUnpadded = isLast && !columns[index].isRight
            line += isUnpadded ? painted : padded(painted, to: widths[index], right: columns[index].isRight)
            if !isLast { line += String(repeating: " ", count: Self.gap) }
        }
        return line + "\n"
    }
}

extension String {
    /// Without line breaks and other control characters, which would break a table or steer the terminal.
    var onOneLine: String {
        guard unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return self }
        return String(
            String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}

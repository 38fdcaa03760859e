import JSON

/// A column of a table: a field of the rows and how it looks.
struct Column: Sendable {
    /// How a value looks.
    enum Look: Sendable {
        /// As it is.
        case plain
        /// An amount, to the right.
        case amount
        /// An amount with its sign and colour.
        case signed
        /// A percentage or ratio to two places.
        case ratio
        /// A time to the second.
        case time
        /// An enumeration without its prefix, in colour.
        case state(prefix: String)
    }

    /// The field, or a path of fields with points between.
    let field: String
    let title: String
    let look: Look

    init(_ field: String, _ title: String? = nil, _ look: Look = .plain) {
        self.field = field
        self.title = title ?? field.split(separator: ".").last.map(String.init) ?? field
        self.look = look
    }

    var isRight: Bool {
        switch look {
        case .amount, .signed, .ratio: true
        case .plain, .time, .state: false
        }
    }

    /// The value as files have it.
    func plain(_ value: JSONValue?) -> String {
        switch value {
        case .array(let elements): elements.compactMap(\.text).joined(separator: ",")
        case .object: value?.compact ?? ""
        default: value?.text ?? ""
        }
    }

    /// The value as people see it; one that is missing is a dash.
    func shown(_ value: JSONValue?) -> String {
        let text = plain(value)
        if text.isEmpty { return "–" }
        switch look {
        case .plain, .amount: return text
        case .signed: return (Double(text) ?? 0) > 0 ? "+" + text : text
        case .ratio: return Self.rounded(text)
        case .time: return String(text.prefix(19)).replacingT
        case .state(let prefix): return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
        }
    }

    func painted(_ text: String, _ style: Style) -> String {
        switch look {
        case .signed: style.signed(text)
        case .state: style.state(text)
        case .plain, .amount, .ratio, .time: text == "–" ? style.faint(text) : text
        }
    }

    /// To two places, half to even.
    static func rounded(_ text: String) -> String {
        guard let value = Double(text), value.magnitude < 1e13 else { return text }
        let hundredths = Int64((value * 100).rounded(.toNearestOrEven))
        let (whole, part) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
        return "\(hundredths < 0 ? "-" : "")\(whole).\(part < 10 ? "0" : "")\(part)"
    }
}

extension String {
    fileprivate var replacingT: String { split(separator: "T", maxSplits: 1).joined(separator: " ") }
}

/// The columns of a list.
struct TableLayout: Sendable {
    let columns: [Column]
    /// More of them, for `-o wide` and files.
    let wide: [Column]
    /// The field that tells rows apart.
    let id: String
    /// The columns of files, when they are others.
    let csv: [Column]?

    init(_ columns: [Column], wide: [Column] = [], id: String? = nil, csv: [Column]? = nil) {
        (self.columns, self.wide, self.csv) = (columns, wide, csv)
        self.id = id ?? columns.first?.field ?? ""
    }
}

/// Rows under titles, aligned, within the width of the terminal.
struct Table {
    private let lines: [[String]]
    private let columns: [Column]
    private let style: Style

    init(_ rows: [JSONValue], _ columns: [Column], _ style: Style) {
        self.columns = columns
        self.style = style
        lines = rows.map { row in columns.map { $0.shown(row[path: $0.field]) } }
    }

    var text: String {
        let widths = columns.indices.map { index in
            min(48, ([columns[index].title] + lines.map { $0[index] }).map(displayWidth).max() ?? 0)
        }
        let titles = columns.map { $0.title.uppercased().split(separator: "_").joined(separator: " ") }
        var result = line(titles, widths) { text, _ in style.bold(text) }
        for cells in lines { result += line(cells, widths) { text, column in column.painted(text, style) } }
        return result
    }

    private func line(_ cells: [String], _ widths: [Int], _ paint: (String, Column) -> String) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            let cell = clipped(cell, to: widths[index])
            let padding = String(repeating: " ", count: max(0, widths[index] - displayWidth(cell)))
            let painted = paint(cell, columns[index])
            let isLast = index == cells.count - 1
            line += columns[index].isRight ? padding + painted : painted + (isLast ? "" : padding)
            if !isLast { line += "  " }
        }
        return line + "\n"
    }

    private func clipped(_ text: String, to width: Int) -> String {
        displayWidth(text) <= width ? text : String(text.prefix(max(0, width - 1))) + "…"
    }
}

/// Cells of a terminal that a text takes: wide characters take two, combining ones none.
func displayWidth(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
        if scalar.isASCII { return width + 1 }
        if scalar.properties.generalCategory == .nonspacingMark
            || scalar.properties.generalCategory == .format
        {
            return width
        }
        return width + (isWide(scalar) ? 2 : 1)
    }
}

/// East Asian wide characters and emoji.
///
/// - Source: Unicode Standard Annex 11, the blocks of class W.
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0x1F300...0x1FAFF:
        true
    default: false
    }
}

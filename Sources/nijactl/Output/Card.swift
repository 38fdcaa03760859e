import JSON

/// One thing as titled groups of names and values; two groups beside each other where the terminal is wide enough.
struct Card {
    private enum Part {
        case group([String])
        case line(String)
    }

    private let style: Style
    private var parts: [Part] = []
    private var rows: [(name: String, value: String)] = []
    private var heading: String?

    private static let gap = 4
    /// Width of what is not shown on a terminal.
    private static let widthElsewhere = 110

    init(_ style: Style) { self.style = style }

    /// A title above a group.
    mutating func title(_ title: String) {
        endGroup()
        heading = title
    }

    /// A name and its value.
    mutating func row(_ name: String, _ value: String) {
        rows.append((name, value))
    }

    /// Fields of a value, each as its column says; a field without a value with the reason.
    mutating func rows(_ value: JSONValue, _ columns: [Column], undefined: [String: String] = [:]) {
        for column in columns {
            let shown = column.shown(value[path: column.field]).onOneLine
            let reason = shown == "–" ? undefined[column.field].map { "  " + style.faint($0) } : nil
            row(column.title, column.painted(shown, style) + (reason ?? ""))
        }
    }

    /// A line of its own, across the card.
    mutating func line(_ line: String) {
        endGroup()
        parts.append(.line(line))
    }

    private mutating func endGroup() {
        defer { (heading, rows) = (nil, []) }
        if heading == nil && rows.isEmpty { return }
        let width = (rows.map { displayWidth($0.name) }.max() ?? 0) + 2
        parts.append(
            .group(
                (heading.map { [style.bold($0)] } ?? [])
                    + rows.map { "  " + padded($0.name, to: width) + $0.value }))
    }

    /// The card as text.
    var rendered: String {
        var card = self
        card.endGroup()
        let groups = card.parts.compactMap { if case .group(let lines) = $0 { lines } else { nil } }
        let width = (groups.joined().map(displayWidth).max() ?? 0) + Self.gap
        let isPaired = groups.count > 3 && 2 * width - Self.gap <= style.width ?? Self.widthElsewhere
        var text = ""
        var waiting: [String]?
        for part in card.parts {
            switch part {
            case .line(let line):
                text += Self.beside(waiting, nil, width) + line + "\n"
                waiting = nil
            case .group(let lines) where !isPaired:
                text += (text.isEmpty ? "" : "\n") + Self.beside(lines, nil, width)
            case .group(let lines):
                guard let left = waiting else {
                    waiting = lines
                    continue
                }
                text += (text.isEmpty ? "" : "\n") + Self.beside(left, lines, width)
                waiting = nil
            }
        }
        return text + (waiting == nil ? "" : "\n") + Self.beside(waiting, nil, width)
    }

    private static func beside(_ left: [String]?, _ right: [String]?, _ width: Int) -> String {
        let (left, right) = (left ?? [], right ?? [])
        return (0..<max(left.count, right.count)).map { index in
            let first = index < left.count ? left[index] : ""
            let second = index < right.count ? right[index] : ""
            return (second.isEmpty ? first : padded(first, to: width) + second) + "\n"
        }.joined()
    }
}

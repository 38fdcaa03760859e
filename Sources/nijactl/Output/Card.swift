import JSON

/// One thing as titled groups of names and values.
struct Card {
    private let style: Style
    private var text = ""

    init(_ style: Style) { self.style = style }

    /// A title above a group.
    mutating func title(_ title: String) {
        text += (text.isEmpty ? "" : "\n") + style.bold(title) + "\n"
    }

    /// A name and its value.
    mutating func row(_ name: String, _ value: String) {
        text += "  " + name + String(repeating: " ", count: max(1, 24 - displayWidth(name))) + value + "\n"
    }

    /// Fields of a value, each as its column says.
    mutating func rows(_ value: JSONValue, _ columns: [Column], undefined: [String: String] = [:]) {
        for column in columns {
            let shown = column.shown(value[path: column.field])
            let reason = undefined[column.field].map { style.faint("  (\($0))") } ?? ""
            row(column.title, column.painted(shown, style) + (shown == "–" ? reason : ""))
        }
    }

    /// A line of its own.
    mutating func line(_ line: String) { text += line + "\n" }

    var rendered: String { text }
}

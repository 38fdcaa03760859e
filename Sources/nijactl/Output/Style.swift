/// How text may look where it goes: colours, for those who want them and never as the only sign, and the width.
struct Style: Sendable {
    let isColored: Bool
    /// Cells of a line of the terminal; nil when it is none.
    var width: Int?

    func bold(_ text: String) -> String { paint(text, "1") }
    func faint(_ text: String) -> String { paint(text, "2") }
    func good(_ text: String) -> String { paint(text, "32") }
    func bad(_ text: String) -> String { paint(text, "31") }
    func accent(_ text: String) -> String { paint(text, "36") }
    func warning(_ text: String) -> String { paint(text, "33") }

    private func paint(_ text: String, _ code: String) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// A signed amount in the colour of its sign.
    func signed(_ text: String) -> String {
        guard let value = Double(text), value != 0 else { return text }
        return value > 0 ? good(text.hasPrefix("+") ? text : "+" + text) : bad(text)
    }

    /// A severity or status in its colour.
    func state(_ text: String) -> String {
        switch text {
        case "ACTIVE", "SERVING", "ok": good(text)
        case "WARNING", "PAUSED", "READ_ONLY", "warn": warning(text)
        case "CRITICAL", "EMERGENCY", "STOPPED", "NOT_SERVING", "fail": bad(text)
        default: text
        }
    }
}

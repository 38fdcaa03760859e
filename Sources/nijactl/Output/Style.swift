/// Colours, for those who want them; never the only sign of anything.
struct Style {
    let isColored: Bool

    func bold(_ text: String) -> String { paint(text, "1") }
    func faint(_ text: String) -> String { paint(text, "2") }
    func good(_ text: String) -> String { paint(text, "32") }
    func bad(_ text: String) -> String { paint(text, "31") }
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
        case "ACTIVE", "SERVING", "ok", "LOW": good(text)
        case "WARNING", "PAUSED", "READ_ONLY", "warn": warning(text)
        case "CRITICAL", "EMERGENCY", "STOPPED", "NOT_SERVING", "fail": bad(text)
        default: text
        }
    }
}

/// A row of bars that shows how a figure went.
enum Sparkline {
    private static let bars = Array("▁▂▃▄▅▆▇█")

    /// One bar a value, at most `width`: the last ones.
    static func text(_ values: [Double], width: Int = 60) -> String {
        let shown = values.suffix(width)
        guard let lowest = shown.min(), let highest = shown.max() else { return "" }
        return String(
            shown.map { value in
                highest > lowest ? bars[min(7, Int((value - lowest) / (highest - lowest) * 8))] : bars[3]
            })
    }
}

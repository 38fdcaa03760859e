/// A row of bars that shows how a figure went.
enum Sparkline {
    private static let bars = Array("▁▂▃▄▅▆▇█")

    /// One bar a value, at most `width`; of more values each bar is the last of its share.
    static func text(_ values: [Double], width: Int = 60) -> String {
        guard width > 0, let lowest = values.min(), let highest = values.max() else { return "" }
        let count = min(width, values.count)
        let shown = (1...count).map { values[$0 * values.count / count - 1] }
        return String(
            shown.map { value in
                highest > lowest ? bars[min(7, Int((value - lowest) / (highest - lowest) * 8))] : bars[3]
            })
    }

    /// The bars with a name before and where they began and ended behind; nothing for fewer than two values.
    static func line(_ name: String, _ values: [Double], _ style: Style) -> String {
        guard values.count > 1, let first = values.first, let last = values.last else { return "" }
        let ends = "\(Column.glanced(first.description)) → \(Column.glanced(last.description))"
        let room = (style.width ?? 100) - displayWidth(ends) - 16
        return "  " + padded(name, to: 10) + text(values, width: min(60, max(8, room))) + "  " + ends + "\n"
    }
}

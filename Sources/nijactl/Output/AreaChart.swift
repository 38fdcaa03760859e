/// A filled line of values over several rows of a terminal, with the highest and the lowest value beside it.
enum AreaChart {
    private static let eighths = Array(" ▁▂▃▄▅▆▇█")

    /// The rows from the top; none when there is no room or fewer than two values.
    ///
    /// Of more values than columns each column shows the last of its share.
    static func rows(_ values: [Double], width: Int, height: Int) -> [String] {
        guard height > 0, values.count > 1, let lowest = values.min(), let highest = values.max() else {
            return []
        }
        let (top, bottom) = (Column.rounded(highest.description), Column.rounded(lowest.description))
        let labelWidth = max(displayWidth(top), displayWidth(bottom))
        let columns = width - labelWidth - 2
        guard columns > 1 else { return [] }
        let steps = (0..<columns).map { column in
            let value =
                values.count < columns
                ? values[column * values.count / columns] : values[(column + 1) * values.count / columns - 1]
            // The lowest value has a bar as well, so that no bar means no value.
            let share = highest > lowest ? (value - lowest) / (highest - lowest) : 0.5
            return 1 + Int((share * Double(height * 8 - 1)).rounded())
        }
        return (0..<height).map { row in
            let base = (height - 1 - row) * 8
            let bars = String(steps.map { eighths[min(8, max(0, $0 - base))] })
            let label = row == 0 ? top : row == height - 1 ? bottom : ""
            return padded(label, to: labelWidth, right: true) + "  " + bars
        }
    }
}

/// The figures as a table for a terminal, each row printed as soon as it is there.
struct Table {
    /// Characters of a column; the first two are aligned at their left.
    private static let widths = [46, 10, 12, 17, 7, 7, 7, 19, 8]
    private static let leftAligned = 2

    /// The line of titles.
    static var head: String { line(Row.titles) }

    /// The line of a figure.
    static func line(_ figure: Figure) -> String { line(Row(figure).cells) }

    private static func line(_ cells: [String]) -> String {
        let padded = zip(cells, widths).enumerated().map { index, column in
            let (text, width) = column
            let padding = String(repeating: " ", count: max(0, width - text.count))
            return index < leftAligned ? text + padding : padding + text
        }
        return padded.joined(separator: " ")
    }

    /// The figures as a table in Markdown.
    static func markdown(_ figures: [Figure]) -> String {
        let rule = Row.titles.indices.map { $0 < leftAligned ? "---" : "---:" }
        let rows = [Row.titles, rule] + figures.map { Row($0).cells }
        return rows.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
}

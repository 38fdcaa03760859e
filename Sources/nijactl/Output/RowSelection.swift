import JSON

/// Which rows of a list are shown, which of their fields, and in what sequence.
struct RowSelection {
    /// Names of columns, as a person writes them; empty for those of the table.
    var columns: [String] = []
    /// A column's name; "-" in front for the largest first.
    var sort: String?
    /// At most so many rows.
    var limit: Int?

    /// The rows in their sequence, and how many there were before the limit.
    func rows(_ elements: [JSONValue], _ layout: TableLayout) throws(CommandError) -> (
        shown: [JSONValue], total: Int
    ) {
        var elements = elements
        if let sort {
            let isDescending = sort.hasPrefix("-")
            let column = try self.column(isDescending ? String(sort.dropFirst()) : sort, elements, layout)
            elements = Self.sorted(elements, by: column.field, isDescending)
        }
        let total = elements.count
        if let limit { elements = Array(elements.prefix(limit)) }
        return (elements, total)
    }

    /// The columns that were asked for; nil when none were.
    func columns(of elements: [JSONValue], _ layout: TableLayout) throws(CommandError) -> [Column]? {
        if columns.isEmpty { return nil }
        return try columns.map { name throws(CommandError) in try column(name, elements, layout) }
    }

    private func column(
        _ name: String, _ elements: [JSONValue], _ layout: TableLayout
    ) throws(CommandError) -> Column {
        let field = name.underscored
        if let column = layout.all.first(where: { $0.isCalled(field) }) { return column }
        if elements.first?[path: field] != nil { return Column(field) }
        let known = Set(layout.all.map(\.field) + (elements.first?.members.map(\.name) ?? [])).sorted()
        let near = Suggestion.nearest(to: field, in: known).map { "Did you mean \($0)?" }
        throw .usage(
            "there is no column \(name)", hint: near ?? "The columns are \(known.joined(separator: ", ")).")
    }

    /// Sorted by a field, as numbers where both are; rows without it come last.
    static func sorted(_ elements: [JSONValue], by field: String, _ isDescending: Bool) -> [JSONValue] {
        let keyed = elements.enumerated().map { (offset, element) -> (Int, String?, JSONValue) in
            let text = element[path: field]?.text
            return (offset, text?.isEmpty == true ? nil : text, element)
        }
        return keyed.sorted { left, right in
            guard let first = left.1, let second = right.1, first != second else {
                return (left.1 == nil ? 1 : 0, left.0) < (right.1 == nil ? 1 : 0, right.0)
            }
            let isLess =
                if let one = Double(first), let other = Double(second) { one < other } else { first < second }
            return isLess != isDescending
        }.map(\.2)
    }
}

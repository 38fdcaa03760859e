/// A figure in words, one for each column of a table.
struct Row {
    static let titles = [
        "what", "durability", "median", "spread", "p99", "floor", "× floor", "goal", "× goal",
    ]

    let cells: [String]

    init(_ figure: Figure) {
        func cell(_ value: Double?) -> String { value.map(short) ?? "" }
        let spread = figure.spread
        let isConstant = spread.lowerBound == spread.upperBound
        cells = [
            figure.name, figure.setting, "\(short(figure.value)) \(figure.unit.rawValue)",
            isConstant ? "" : "\(short(spread.lowerBound)) – \(short(spread.upperBound))", cell(figure.p99),
            cell(figure.floor), figure.ratio.map { fixed($0, 2) } ?? "",
            figure.goal.map { Self.text($0) } ?? "", Self.verdict(figure),
        ]
    }

    private static func text(_ goal: Goal) -> String {
        switch goal {
        case .atMost(let value): "≤ \(short(value))"
        case .atLeast(let value): "≥ \(short(value))"
        case .timesFloor(let factor, plus: 0): "≤ \(fixed(factor, 1)) × floor"
        case .timesFloor(let factor, let plus): "≤ \(fixed(factor, 1)) × floor + \(short(plus))"
        }
    }

    private static func verdict(_ figure: Figure) -> String {
        guard let share = figure.shareOfGoal, let isMet = figure.isMet else { return "" }
        return fixed(share, 2) + (isMet ? " ✓" : " ✗")
    }
}

import Protobuf

/// The figures for programs: every run of each, with where they were measured.
struct JSONReport {
    let machine: Machine
    let figures: [Figure]

    /// The text, an object in lines.
    var text: String {
        let machine = object([
            ("processor", jsonQuoted(machine.processor)), ("kernel", jsonQuoted(machine.kernel)),
            ("core", machine.core.map { "\($0)" } ?? "null"), ("realtime", "\(machine.isRealtime)"),
        ])
        let lines = figures.map { "    " + Self.text($0) }
        return "{\n  \"machine\": \(machine),\n  \"figures\": [\n\(lines.joined(separator: ",\n"))\n  ]\n}\n"
    }

    private static func text(_ figure: Figure) -> String {
        object([
            ("name", jsonQuoted(figure.name)), ("durability", jsonQuoted(figure.setting)),
            ("unit", jsonQuoted(figure.unit.rawValue)), ("median", number(figure.value)),
            ("p99", number(figure.p99)), ("floor", number(figure.floor)), ("ratio", number(figure.ratio)),
            ("goal", number(figure.goal?.value(floor: figure.floor))),
            ("share_of_goal", number(figure.shareOfGoal)), ("met", figure.isMet.map { "\($0)" } ?? "null"),
            ("runs", "[" + figure.runs.map(Self.text).joined(separator: ", ") + "]"),
        ])
    }

    private static func text(_ run: Figure.Run) -> String {
        object([
            ("value", number(run.value)), ("floor", number(run.floor)), ("p99", number(run.tail?.p99)),
            ("p99_9", number(run.tail?.p999)),
        ])
    }

    private static func number(_ value: Double?) -> String { value.map { fixed($0, 3) } ?? "null" }
}

private func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
}

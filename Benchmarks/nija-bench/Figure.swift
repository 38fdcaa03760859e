/// A row of the table: what was measured, run by run, with what it is held against.
struct Figure {
    /// What values are counted in.
    enum Unit: String {
        case microseconds = "µs"
        case milliseconds = "ms"
        case perSecond = "/s"
        case megabytes = "MB"
    }

    /// One run.
    struct Run {
        /// What was measured; of a latency, its median.
        var value: Double
        /// What system calls alone took in the same run; nil when there is no such floor.
        var floor: Double?
        /// What 99 % and 99.9 % of latencies did not exceed.
        var tail: (p99: Double, p999: Double)?
    }

    let name: String
    /// The daemon's durability; empty where it makes no difference.
    let setting: String
    let unit: Unit
    let goal: Goal?
    let runs: [Run]

    /// The median of the runs.
    var value: Double { median(runs.map(\.value)) }
    /// The least and the greatest of the runs.
    var spread: ClosedRange<Double> {
        let values = runs.map(\.value).sorted()
        return (values.first ?? 0)...(values.last ?? 0)
    }
    /// The median of the runs' floors.
    var floor: Double? {
        let floors = runs.compactMap(\.floor)
        return floors.isEmpty ? nil : median(floors)
    }
    /// The value as a multiple of the floor: the median of the runs' own ratios, as both drift with the machine.
    var ratio: Double? {
        let ratios = runs.compactMap { run in run.floor.map { run.value / $0 } }
        return ratios.isEmpty ? nil : median(ratios)
    }
    /// The median of the runs' 99th percentiles.
    var p99: Double? {
        let tails = runs.compactMap(\.tail?.p99)
        return tails.isEmpty ? nil : median(tails)
    }
    /// The value as a multiple of the goal: the median of the runs'.
    var shareOfGoal: Double? {
        goal.map { goal in median(runs.map { $0.value / goal.value(floor: $0.floor) }) }
    }
    /// Whether the goal is reached; nil without one.
    var isMet: Bool? {
        guard let goal, let share = shareOfGoal else { return nil }
        return goal.isCeiling ? share <= 1 : share >= 1
    }
}

/// What a figure should reach.
enum Goal {
    case atMost(Double)
    case atLeast(Double)
    /// At most a multiple of the run's floor, plus something.
    case timesFloor(Double, plus: Double = 0)

    /// The value to reach in a run with this floor.
    func value(floor: Double?) -> Double {
        switch self {
        case .atMost(let value), .atLeast(let value): value
        case .timesFloor(let factor, let plus): factor * (floor ?? 0) + plus
        }
    }

    /// Whether less is better.
    var isCeiling: Bool {
        if case .atLeast = self { false } else { true }
    }
}

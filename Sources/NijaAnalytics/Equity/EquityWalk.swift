import NijaModel

/// What the daily series of a scope is made from.
struct DailyInputs {
    let outcomes: [DayOutcome]
    let facts: [EquityDay]
    let initialEquity: Int128
    let settings: SeriesSettings
    let basis: Basis

    /// The first period with any activity.
    var firstPeriod: Day? { period(outcomes.first?.day, facts.first?.day, min) }
    /// The last period with any activity.
    var lastPeriod: Day? { period(outcomes.last?.day, facts.last?.day, max) }

    private func period(_ left: Day?, _ right: Day?, _ choose: (Day, Day) -> Day) -> Day? {
        guard let day = left.map({ left in right.map { choose(left, $0) } ?? left }) ?? right else {
            return nil
        }
        return settings.calendar.period(of: day)
    }
}

/// Walks over the days of a scope and carries its equity along.
///
/// Equity at the end of a day is that day's last report and what came after it; without a report, the equity of the day
/// before, the day's profit on the basis and its cash flows.
struct EquityWalk {
    private let inputs: DailyInputs
    private var outcomeIndex: Int
    private var factIndex: Int
    private(set) var equity: Int128

    /// Starts after `previous` (nil: before everything), at whose end the equity was `equity`.
    init(_ inputs: DailyInputs, after previous: Day?, equity: Int128) {
        self.inputs = inputs
        self.equity = equity
        outcomeIndex = 0
        factIndex = 0
        guard let previous else { return }
        outcomeIndex = partitioningIndex(count: inputs.outcomes.count) { inputs.outcomes[$0].day > previous }
        factIndex = partitioningIndex(count: inputs.facts.count) { inputs.facts[$0].day > previous }
    }

    /// Goes on to the end of `last`.
    ///
    /// - Returns: the sum of the cash flows on the way.
    mutating func advance(through last: Day) -> Int128 {
        var flow: Int128 = 0
        while let day = nextDay, day <= last {
            var profit: Int128 = 0
            if outcomeIndex < inputs.outcomes.count, inputs.outcomes[outcomeIndex].day == day {
                profit = inputs.outcomes[outcomeIndex].sums[inputs.basis].total
                outcomeIndex += 1
            }
            guard factIndex < inputs.facts.count, inputs.facts[factIndex].day == day else {
                equity += profit
                continue
            }
            let fact = inputs.facts[factIndex]
            factIndex += 1
            flow += fact.flows
            equity = fact.equity ?? (equity + profit + fact.flows)
        }
        return flow
    }

    private var nextDay: Day? {
        let hasOutcome = outcomeIndex < inputs.outcomes.count
        let hasFact = factIndex < inputs.facts.count
        switch (hasOutcome, hasFact) {
        case (false, false): return nil
        case (true, false): return inputs.outcomes[outcomeIndex].day
        case (false, true): return inputs.facts[factIndex].day
        case (true, true): return min(inputs.outcomes[outcomeIndex].day, inputs.facts[factIndex].day)
        }
    }
}

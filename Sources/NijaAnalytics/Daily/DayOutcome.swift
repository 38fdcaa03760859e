import NijaModel

/// What the trades that were closed on one day came to; exact.
struct DayOutcome: Hashable, Sendable {
    let day: Day
    /// Trades closed on the day.
    private(set) var trades: Int32 = 0
    private(set) var sums = ByBasis(gross: DaySums(), net: DaySums())
    /// No trade of the day is later than this; removing trades leaves it as it is.
    private(set) var latestExit: Timestamp = .min

    init(day: Day) {
        self.day = day
    }

    mutating func add(_ sample: TradeSample) {
        trades += 1
        sums.gross.add(sample.profitUnits(.gross))
        sums.net.add(sample.profitUnits(.net))
        latestExit = max(latestExit, sample.exitTime)
    }

    mutating func remove(_ sample: TradeSample) {
        trades -= 1
        sums.gross.remove(sample.profitUnits(.gross))
        sums.net.remove(sample.profitUnits(.net))
    }
}

/// Counts and sums of one day on one basis.
struct DaySums: Hashable, Sendable {
    private(set) var wins: Int32 = 0
    private(set) var losses: Int32 = 0
    private(set) var profit: Int128 = 0
    /// The sum of the losses, as a positive number.
    private(set) var loss: Int128 = 0

    var total: Int128 { profit - loss }

    mutating func add(_ units: Int128) {
        if units > 0 {
            wins += 1
            profit += units
        } else if units < 0 {
            losses += 1
            loss -= units
        }
    }

    mutating func remove(_ units: Int128) {
        if units > 0 {
            wins -= 1
            profit -= units
        } else if units < 0 {
            losses -= 1
            loss += units
        }
    }
}

/// The outcomes of all days that have a trade, by day.
struct DailyOutcomes: Hashable, Sendable {
    private(set) var days: [DayOutcome] = []

    /// Adds a trade to its day: O(1) on the last day, O(log days) on another, O(days) when it opens a day before that.
    mutating func add(_ sample: TradeSample, on day: Day) {
        if let last = days.last, last.day == day {
            days[days.count - 1].add(sample)
            return
        }
        let index = partitioningIndex(count: days.count) { days[$0].day >= day }
        if index == days.count || days[index].day != day { days.insert(DayOutcome(day: day), at: index) }
        days[index].add(sample)
    }

    /// Takes a trade that was added away, and its day when no other trade is left on it.
    mutating func remove(_ sample: TradeSample, on day: Day) {
        guard let index = index(of: day) else { return }
        days[index].remove(sample)
        if days[index].trades == 0 { days.remove(at: index) }
    }

    subscript(day: Day) -> DayOutcome? { index(of: day).map { days[$0] } }

    private func index(of day: Day) -> Int? {
        let index = partitioningIndex(count: days.count) { days[$0].day >= day }
        return index < days.count && days[index].day == day ? index : nil
    }
}

extension DayOutcome: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(day)
        writer.write(signed: Int64(trades))
        writer.write(sums.gross)
        writer.write(sums.net)
        writer.write(latestExit)
    }

    init(from reader: inout StateReader) throws(StateError) {
        day = try reader.value()
        trades = Int32(truncatingIfNeeded: try reader.signed())
        sums = ByBasis(gross: try reader.value(), net: try reader.value())
        latestExit = try reader.value()
    }
}

extension DaySums: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(signed: Int64(wins))
        writer.write(signed: Int64(losses))
        writer.write(wide: profit)
        writer.write(wide: loss)
    }

    init(from reader: inout StateReader) throws(StateError) {
        wins = Int32(truncatingIfNeeded: try reader.signed())
        losses = Int32(truncatingIfNeeded: try reader.signed())
        profit = try reader.wide()
        loss = try reader.wide()
    }
}

extension DailyOutcomes: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(days)
    }

    init(from reader: inout StateReader) throws(StateError) {
        days = try reader.array()
        guard zip(days, days.dropFirst()).allSatisfy({ $0.day < $1.day }) else { throw .malformed }
    }
}

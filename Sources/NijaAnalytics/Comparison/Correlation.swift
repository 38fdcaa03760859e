public import NijaModel

/// Which days a correlation counts.
public enum CorrelationDays: Hashable, Sendable {
    /// Every calendar day from the account's first to its last trade, with 0 on idle days.
    case calendar(first: Day, last: Day)
    /// Only the days on which both closed a trade.
    case bothActive
}

extension Performance {
    /// The days of the first and the last trade; the calendar for correlations.
    public var tradingDays: (first: Day, last: Day)? {
        guard let first = outcomes.days.first, let last = outcomes.days.last else { return nil }
        return (first.day, last.day)
    }

    /// Pearson's correlation of the daily net profits of two scopes.
    ///
    /// Sums are exact (while the absolute daily profits add up to less than 10¹⁷), so only the last roundings remain.
    /// Undefined below three days and for constant profits.
    ///
    /// - Source: r = (nΣab − ΣaΣb) / √((nΣa² − (Σa)²)(nΣb² − (Σb)²)).
    public func correlation(with other: Performance, over days: CorrelationDays) -> Metric {
        var sums = CorrelationSums()
        var (left, right) = (outcomes.days[...], other.outcomes.days[...])
        while let day = [left.first?.day, right.first?.day].compactMap({ $0 }).min() {
            let mine = left.first?.day == day ? left.removeFirst() : nil
            let theirs = right.first?.day == day ? right.removeFirst() : nil
            switch days {
            case .calendar(let first, let last):
                guard first <= day, day <= last else { continue }
            case .bothActive:
                guard mine != nil, theirs != nil else { continue }
            }
            sums.add(mine?.sums.net.total ?? 0, theirs?.sums.net.total ?? 0)
        }
        if case .calendar(let first, let last) = days { sums.count = last.days(since: first) + 1 }
        return sums.correlation
    }

    /// Days on which both scopes have trades.
    public func commonDays(with other: Performance) -> Int {
        let theirs = Set(other.outcomes.days.lazy.filter { $0.trades > 0 }.map(\.day))
        return outcomes.days.count { $0.trades > 0 && theirs.contains($0.day) }
    }
}

/// Exact sums over pairs.
private struct CorrelationSums {
    var count = 0
    private var left: Int128 = 0
    private var right: Int128 = 0
    private var leftSquares = ExactSum256()
    private var rightSquares = ExactSum256()
    private var products = ExactSum256()

    mutating func add(_ mine: Int128, _ theirs: Int128) {
        count += 1
        left += mine
        right += theirs
        leftSquares.add(product: mine, mine)
        rightSquares.add(product: theirs, theirs)
        products.add(product: mine, theirs)
    }

    var correlation: Metric {
        guard count >= 3 else { return .undefined(.tooFewObservations) }
        let leftSpread = spread(leftSquares, left, left)
        let rightSpread = spread(rightSquares, right, right)
        guard !leftSpread.isZero, !rightSpread.isZero else { return .undefined(.zeroVariance) }
        // Two roots instead of one of the product, which could leave the range of doubles.
        let scale = leftSpread.doubleValue.squareRoot() * rightSpread.doubleValue.squareRoot()
        return Metric(spread(products, left, right).doubleValue / scale)
    }

    private func spread(_ products: ExactSum256, _ left: Int128, _ right: Int128) -> ExactSum256 {
        var spread = products.multiplied(by: UInt64(count))
        spread.subtract(product: left, right)
        return spread
    }
}

public import NijaModel
import NijaPositions

/// Whether the figures of a portfolio can be relied on, and if not, why.
public struct PortfolioHealth: Hashable, Sendable {
    /// How old what a portfolio is computed from may be.
    public struct Limits: Hashable, Sendable {
        /// Of the newest price of each open position.
        public var priceAge: TimeSpan
        /// Of the latest balance report.
        public var balanceAge: TimeSpan

        /// As old as the built-in alarm on prices allows, and a day.
        public static let standard = Limits(priceAge: .seconds(60), balanceAge: .hours(24))

        /// Creates limits.
        public init(priceAge: TimeSpan, balanceAge: TimeSpan) {
            self.priceAge = priceAge
            self.balanceAge = balanceAge
        }
    }

    /// Something that makes figures less than they seem.
    public enum Problem: Hashable, Sendable {
        /// Open positions without a price: they count with their cost.
        case unpriced(count: Int)
        /// The oldest price is older than it may be.
        case stalePrices(age: TimeSpan)
        /// The latest balance report is older than it may be.
        case staleBalance(age: TimeSpan)
        /// The total value is not positive.
        case nonPositiveValue
    }

    /// What was found, in the order of the cases; empty when all is well.
    ///
    /// An account that never reports a balance is valued by its trades, and well.
    public let problems: [Problem]

    /// Looks at a portfolio.
    public init(of portfolio: Portfolio, _ limits: Limits, at now: Timestamp) {
        var problems: [Problem] = []
        if portfolio.holdings.unpricedCount > 0 {
            problems.append(.unpriced(count: portfolio.holdings.unpricedCount))
        }
        if let age = portfolio.oldestPrice.map(now.since), age > limits.priceAge {
            problems.append(.stalePrices(age: age))
        }
        if let age = portfolio.reportedAt.map(now.since), age > limits.balanceAge {
            problems.append(.staleBalance(age: age))
        }
        if portfolio.totalValue <= .zero { problems.append(.nonPositiveValue) }
        self.problems = problems
    }
}

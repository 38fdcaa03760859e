import NijaAnalytics
import NijaMessages
import NijaModel
import NijaPortfolio
import NijaPositions

extension NijaMessages.Portfolio {
    /// The figures as a message, without the exposures.
    init(_ portfolio: Portfolio, at now: Timestamp) {
        self.init()
        (account, currency, time) = (portfolio.account, portfolio.currency, TimestampMessage(now))
        (totalValue, cash) = (portfolio.totalValue.description, portfolio.cash.description)
        (marginUsed, buyingPower) = (portfolio.marginUsed.description, portfolio.buyingPower.description)
        (initialCapital, netDeposits) = (
            portfolio.initialCapital.description, portfolio.netDeposits.description
        )
        (activeStrategies, strategies) = (Int32(portfolio.activeStrategies), Int32(portfolio.strategies))
        setProfits(portfolio)
        setHoldings(portfolio.holdings)
        (priceTime, balanceTime) = (
            portfolio.oldestPrice.map(TimestampMessage.init), portfolio.reportedAt.map(TimestampMessage.init)
        )
        priceAgeSeconds = portfolio.oldestPrice.map { now.since($0).seconds }
        balanceAgeSeconds = portfolio.reportedAt.map { now.since($0).seconds }
        var undefineds = Undefineds()
        if priceAgeSeconds == nil { undefineds.note("price_age_seconds", .notApplicable) }
        if balanceAgeSeconds == nil { undefineds.note("balance_age_seconds", .notReported) }
        undefined += undefineds.found
    }

    private mutating func setProfits(_ portfolio: Portfolio) {
        var undefineds = Undefineds()
        unrealizedPnl = undefineds.text("unrealized_pnl", portfolio.unrealizedPnL)
        realizedPnl = portfolio.realizedPnL.description
        dailyPnl = portfolio.dailyPnL.description
        dailyPnlPercentage = undefineds.take("daily_pnl_percentage", portfolio.dailyPnLPercentage)
        totalPnl = portfolio.totalPnL.description
        totalPnlPercentage = undefineds.take("total_pnl_percentage", portfolio.totalPnLPercentage)
        winRate = undefineds.take("win_rate", portfolio.winRate)
        exposurePercentage = undefineds.take("exposure_percentage", portfolio.exposurePercentage)
        undefined = undefineds.found
    }

    private mutating func setHoldings(_ holdings: HoldingSums) {
        (openPositions, unpricedPositions) = (
            Int32(clamping: holdings.count), Int32(clamping: holdings.unpricedCount)
        )
        (longExposure, shortExposure) = (holdings.longValue.description, holdings.shortValue.description)
        exposure = holdings.value.description
    }
}

extension PortfolioExposure {
    /// What is open of a symbol or by a strategy as a message.
    init(_ part: PortfolioPart, in portfolio: Portfolio) {
        self.init()
        let holdings = part.holdings
        (key, positions) = (part.key, Int32(clamping: holdings.count))
        (longExposure, shortExposure) = (holdings.longValue.description, holdings.shortValue.description)
        exposure = holdings.value.description
        exposurePercentage = portfolio.percentageOfValue(holdings.value).value
        unrealizedPnl =
            holdings.unpricedCount < holdings.count ? holdings.result.unrealizedPnL.description : nil
    }
}

extension PortfolioSummary {
    /// The main figures as a message.
    init(_ portfolio: Portfolio, _ health: PortfolioHealth) {
        self.init()
        (account, currency) = (portfolio.account, portfolio.currency)
        (totalValue, cash) = (portfolio.totalValue.description, portfolio.cash.description)
        (dailyPnl, dailyPnlPercentage) = (
            portfolio.dailyPnL.description, portfolio.dailyPnLPercentage.value
        )
        (totalPnl, totalPnlPercentage) = (
            portfolio.totalPnL.description, portfolio.totalPnLPercentage.value
        )
        (winRate, activeStrategies) = (portfolio.winRate.value, Int32(portfolio.activeStrategies))
        (openPositions, exposure) = (
            Int32(clamping: portfolio.holdings.count), portfolio.holdings.value.description
        )
        status = health.status
    }
}

extension NijaMessages.PortfolioTotal {
    /// The sums as a message.
    init(_ total: NijaPortfolio.PortfolioTotal, _ currency: String) {
        self.init()
        (self.currency, accounts) = (currency, Int32(clamping: total.accounts))
        (totalValue, cash) = (total.totalValue.description, total.cash.description)
        (dailyPnl, totalPnl) = (total.dailyPnL.description, total.totalPnL.description)
        (openPositions, exposure) = (Int32(clamping: total.openPositions), total.exposure.description)
    }
}

extension PortfolioHealth {
    /// Whether figures can be relied on.
    var status: PortfolioStatus { problems.isEmpty ? .healthy : .degraded }
}

extension PortfolioProblem {
    /// Symbols that are named, at most.
    private static let symbolsMax = 20

    /// A problem as a message, with the symbols that it is about.
    init(
        _ problem: PortfolioHealth.Problem, _ limits: PortfolioHealth.Limits, _ holdings: [Holding],
        at now: Timestamp
    ) {
        self.init()
        switch problem {
        case .unpriced(let count):
            kind = .unpricedPositions
            message = "\(count) open \(count == 1 ? "position has" : "positions have") no price yet"
            name(holdings.filter { $0.last == nil })
        case .stalePrices(let age):
            kind = .stalePrices
            message =
                "the oldest price is \(Self.words(age)) old; at most \(Self.words(limits.priceAge)) is asked for"
            name(holdings.filter { $0.pricedAt.map { now.since($0) > limits.priceAge } ?? false })
        case .staleBalance(let age):
            kind = .staleBalance
            message =
                "the latest balance report is \(Self.words(age)) old; at most \(Self.words(limits.balanceAge)) is asked for"
        case .nonPositiveValue:
            kind = .nonPositiveValue
            message = "the total value is not above 0, so that percentages have no value"
        }
    }

    private mutating func name(_ holdings: [Holding]) {
        symbols = Array(Set(holdings.map(\.key.symbol)).sorted().prefix(Self.symbolsMax))
    }

    private static func words(_ span: TimeSpan) -> String {
        let seconds = span.nanoseconds / 1_000_000_000
        if seconds == 0 { return "\(span.nanoseconds / 1_000_000) ms" }
        return seconds < 7_200 ? "\(seconds) s" : "\(seconds / 3_600) h"
    }
}

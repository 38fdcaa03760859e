import NijaModel

// Rules about how it was traded: day trades in a window of business days, and losses on shares that were replaced.

extension RuleDefinition {
    static let washSale = RuleDefinition(
        .washSale,
        "A loss on shares that are replaced within 30 days before or after the sale is not deductible now.",
        source: "Internal Revenue Code, section 1091; IRS Publication 550",
        breach: .flag,
        thresholds: [
            RuleThreshold(
                "window_days", "days before and after the sale, both ends included", 30, in: 1...30,
                isWhole: true)
        ],
        assetClasses: [.equity, .option]
    ) { observation, _ in
        guard observation.fill.side == .sell else {
            return Verdict(
                observation.fill.side == .cover ? .skipped : .pass, .noSale(observation.fill.side))
        }
        if let sale = observation.washSale { return verdict(on: sale) }
        let isUnknown = observation.closing.quantity.isZero
        return isUnknown
            ? Verdict(.skipped, .unknownCost(observation.fill.quantity)) : Verdict(.pass, .noLoss)
    }

    /// A sale at a loss: replaced, or perhaps still to be replaced.
    static func verdict(on sale: WashSale) -> Verdict {
        Verdict(sale.replaced > .zero ? .flag : .pending, .loss(sale))
    }

    static let legacyPatternDayTrading = RuleDefinition(
        .legacyPatternDayTrading,
        "Four or more day trades in five business days, over 6 % of all trades, need an equity of 25,000.",
        source:
            "FINRA Rule 4210(f)(8)(B), repealed by SR-FINRA-2025-017 (Release 34-105226) with effect from "
            + "2026-06-04; brokers may keep it until 2027-10-20",
        breach: .flag,
        thresholds: [
            RuleThreshold(
                "day_trades", "this many day trades make a pattern", 4, in: 1...1000, isWhole: true),
            RuleThreshold("window_days", "business days they are counted in", 5, in: 1...30, isWhole: true),
            RuleThreshold(
                "min_share_percent", "more than this percentage of the fills makes a pattern", 6, in: 0...100),
            RuleThreshold("min_equity", "equity that a pattern needs", 25_000, in: 0...1_000_000_000),
        ],
        isEnabled: false, assetClasses: [.equity, .option], until: Repeal.day
    ) { observation, rule in
        let count = DayTradeCount(
            observation.dayTrades, on: observation.day, observation.calendar, equity: observation.fill.equity,
            rule)
        guard count.isPattern else { return Verdict(.pass, .dayTrades(count)) }
        guard let equity = observation.fill.equity else { return Verdict(.flag, .dayTrades(count)) }
        return Verdict(equity < count.equityMin ? .flag : .pass, .dayTrades(count))
    }
}

extension DayTradeCount {
    /// Counts the day trades of the window that ends on `day`.
    init(
        _ log: DayTradeLog, on day: Day, _ calendar: ExchangeCalendar, equity: Decimal?,
        _ rule: ComplianceRule
    ) {
        let windowDays = Int(rule.threshold("window_days").doubleValue)
        first = calendar.first(ofBusinessDays: windowDays, endingOn: day)
        last = day
        (fills, dayTrades) = log.totals(from: first, through: day)
        limit = rule.threshold("day_trades")
        percent = rule.threshold("min_share_percent")
        equityMin = rule.threshold("min_equity")
        self.equity = equity
        isCalendarKnown = calendar.covers(first) && calendar.covers(last)
    }
}

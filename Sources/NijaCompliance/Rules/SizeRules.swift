import NijaModel

// Rules about how much is held: they look at the fill's symbol, at all positions, and at the day's largest exposure.

extension RuleDefinition {
    static let positionSize = RuleDefinition(
        .positionSize, "A position is worth no more than a share of the account's equity.",
        source: "a common limit of prudence, no law",
        breach: .flag,
        thresholds: [
            RuleThreshold("max_percent", "largest position, percent of equity", 20, in: 1...1000)
        ]
    ) { observation, rule in
        let limit = rule.threshold("max_percent")
        return onEquity(of: observation) { equity in
            let isAbove = Decimal.isProduct(
                observation.positionValue, Decimal(100), above: equity, limit)
            return Verdict(
                isAbove ? .flag : .pass,
                .positionSize(
                    symbol: observation.fill.symbol, value: observation.positionValue, equity: equity,
                    limitPercent: limit))
        }
    }

    static let leverage = RuleDefinition(
        .leverage, "All positions together are worth no more than a multiple of the account's equity.",
        source:
            "the day-trading buying power of four times equity in FINRA Rule 4210(f)(8)(B), as a plain limit",
        breach: .fail,
        thresholds: [
            RuleThreshold("max_leverage", "largest exposure as a multiple of equity", 4, in: 1...1000)
        ]
    ) { observation, rule in
        let limit = rule.threshold("max_leverage")
        return onEquity(of: observation) { equity in
            let isAbove = Decimal.isProduct(observation.exposure, .one, above: equity, limit)
            return Verdict(
                isAbove ? .fail : .pass,
                .leverage(exposure: observation.exposure, equity: equity, limit: limit))
        }
    }

    /// What is known of the standards that took the place of pattern day trading.
    ///
    /// They ask for an intraday margin level that transactions must not push below zero. The text with its amounts was not
    /// at hand; the requirement here is the maintenance margin of long shares, and what follows from a deficit that is not
    /// met is not judged.
    static let intradayMargin = RuleDefinition(
        .intradayMargin, "Equity covers the maintenance margin of the day's largest exposure.",
        source:
            "FINRA Rule 4210 as amended by SR-FINRA-2025-017 (Release 34-105226), effective 2026-06-04; the "
            + "maintenance margin of long shares is 4210(c)(1)",
        breach: .flag,
        thresholds: [
            RuleThreshold("maintenance_percent", "margin in percent of exposure", 25, in: 1...1000)
        ],
        assetClasses: [.equity, .option], from: Repeal.day
    ) { observation, rule in
        let percent = rule.threshold("maintenance_percent")
        guard let equity = observation.fill.equity else { return Verdict(.skipped, .equityUnknown) }
        let isShort = Decimal.isProduct(observation.peakExposure, percent, above: equity, Decimal(100))
        return Verdict(
            isShort ? .flag : .pass,
            .intradayMargin(
                peak: observation.peakExposure,
                required: observation.peakExposure.percent(percent), equity: equity,
                percent: percent))
    }

    /// Judges by the account's equity: without any, every position is too much.
    private static func onEquity(of observation: Observation, _ judge: (Decimal) -> Verdict) -> Verdict {
        guard let equity = observation.fill.equity else { return Verdict(.skipped, .equityUnknown) }
        guard equity > .zero else { return Verdict(.fail, .noEquity(equity)) }
        return judge(equity)
    }
}

/// The end of pattern day trading.
enum Repeal {
    /// 2026-06-04: SR-FINRA-2025-017 took effect; members may phase in until 2027-10-20.
    static let day = Day(index: 20_608)
}

extension Decimal {
    /// So many percent of the amount, held at `productMax`.
    fileprivate func percent(_ count: Decimal) -> Decimal {
        (try? multiplied(by: count, dividedBy: Decimal(100), rounding: .halfEven)) ?? .productMax
    }
}

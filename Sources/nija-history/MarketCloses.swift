import NijaModel

/// Made-up daily prices of a market that trades on weekdays, as Yahoo exports prices.
struct MarketCloses {
    private var random: SplitMix64
    private var cents = 50_000

    init(seed: UInt64) {
        random = SplitMix64(state: seed)
    }

    /// The lines for the weekdays from a week before `start` until so many days after it, the header first.
    mutating func lines(days: Int, start: Timestamp) -> [String] {
        var lines = ["Date,Open,High,Low,Close,Adj Close,Volume"]
        let first = DayBoundary.utc.day(of: start).adding(-7)
        for offset in 0..<days + 7 {
            let day = first.adding(offset)
            guard !day.weekday.isWeekend else { continue }
            let open = cents
            cents += cents * (random.below(221) - 104) / 10_000
            let (high, low) = (max(open, cents) + random.below(200), min(open, cents) - random.below(200))
            // As if dividends of 1.5 % a year were still to come.
            let adjusted = cents - cents * 15 * (days - offset + 7) / 365_000
            let prices = [open, high, low, cents, adjusted].map { fixed($0, 2) }
            lines.append(
                (["\(day)"] + prices + ["\(1_000_000 + random.below(9_000_000))"]).joined(separator: ","))
        }
        return lines
    }
}

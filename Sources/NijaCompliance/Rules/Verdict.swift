public import NijaModel

/// What a rule says of a fill; the numbers are those of the .proto.
public enum AuditResult: UInt8, CaseIterable, Hashable, Sendable {
    /// In order.
    case pass = 1
    /// Somebody should look at it.
    case flag = 2
    /// A limit that must not be exceeded is.
    case fail = 3
    /// Not known before a window has closed.
    case pending = 4
    /// The rule does not apply.
    case skipped = 5
}

/// What a rule says of a fill, and why.
public struct Verdict: Hashable, Sendable {
    /// What it says.
    public let result: AuditResult
    /// Why.
    public let reason: Reason

    /// Creates a verdict.
    public init(_ result: AuditResult, _ reason: Reason) {
        self.result = result
        self.reason = reason
    }

    /// Whether somebody should hear of it.
    public var isBreach: Bool { result == .flag || result == .fail }

    /// The verdict on `day`: a sale at a loss that nobody replaced is in order once its window has closed.
    func settled(on day: Day) -> Verdict {
        guard result == .pending, case .loss(let sale) = reason, sale.lastDay < day else { return self }
        return Verdict(.pass, reason)
    }
}

/// Why a rule says what it says; `text` is the same for a person.
///
/// Text is made when somebody reads it: an audit of a hundred thousand fills says half a million things, and a page of
/// them is shown.
public indirect enum Reason: Hashable, Sendable {
    /// The rule does not apply to instruments of this kind.
    case outsideAssetClasses(AssetClass?, rule: [AssetClass])
    /// The rule was not in force on that day.
    case notInForce(on: Day, from: Day?, until: Day?)
    /// Nobody knows what the account was worth.
    case equityUnknown
    /// The account was worth nothing or less.
    case noEquity(Decimal)
    /// A position compared with equity.
    case positionSize(symbol: String, value: Decimal, equity: Decimal, limitPercent: Decimal)
    /// All positions compared with equity.
    case leverage(exposure: Decimal, equity: Decimal, limit: Decimal)
    /// Equity compared with the margin for the day's largest exposure.
    case intradayMargin(peak: Decimal, required: Decimal, equity: Decimal, percent: Decimal)
    /// Day trades in a window of business days.
    case dayTrades(DayTradeCount)
    /// The fill acquires shares, or closes none that were held: no loss arises from it.
    case noSale(FillSide)
    /// Nothing that was sold has a known cost.
    case unknownCost(Decimal)
    /// Nothing was sold at a loss.
    case noLoss
    /// Something was sold at a loss.
    case loss(WashSale)
}

/// Day trades in a window, and what they are compared with.
public struct DayTradeCount: Hashable, Sendable {
    /// How many.
    public let dayTrades: Int
    /// Of how many fills.
    public let fills: Int
    /// The first day of the window.
    public let first: Day
    /// Its last day.
    public let last: Day
    /// How many make a pattern.
    public let limit: Decimal
    /// More than this percentage of the fills makes a pattern.
    public let percent: Decimal
    /// The equity that a pattern needs.
    public let equityMin: Decimal
    /// The account's equity; nil when nobody knows.
    public let equity: Decimal?
    /// Whether the holidays of the window are known.
    public let isCalendarKnown: Bool

    /// Whether it is a pattern.
    public var isPattern: Bool {
        Decimal(dayTrades) >= limit
            && Decimal.isProduct(Decimal(dayTrades), Decimal(100), above: Decimal(fills), percent)
    }

    /// How many more day trades make no pattern yet; nil when equity is no hindrance.
    public var remaining: Int? {
        if let equity, equity >= equityMin { return nil }
        var count = 0
        // The limit is a small whole number; counting up keeps it exact whatever it is.
        while Decimal(dayTrades + count + 1) < limit { count += 1 }
        return count
    }
}

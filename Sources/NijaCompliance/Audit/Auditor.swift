public import NijaModel

/// Audits the fills of one user of an account, in the sequence of their execution.
///
/// It keeps what later fills can depend on: open lots, sales at a loss within their window, day trades of the last days.
/// So its memory follows what is held and not what was ever traded, and one fill costs microseconds.
public struct Auditor: Hashable, Sendable {
    private var securities: [String: Security] = [:]
    /// Value of everything held, each position at its last price.
    private var exposure = Decimal.zero
    /// The part of it that is securities.
    private var securityExposure = Decimal.zero
    private var peakDay = Day(index: 0)
    private var peakExposure = Decimal.zero
    private var dayTrades = DayTradeLog()
    private var tally = UserMetrics()
    /// The last fill that was audited.
    public private(set) var last: RecordedFill?

    /// Nothing traded yet.
    public init() {}

    /// What came of a fill.
    public struct Step: Sendable {
        /// The fill.
        public let fill: RecordedFill
        /// What each rule says of it.
        public internal(set) var verdicts: [(rule: RuleID, verdict: Verdict)] = []
        /// Earlier sales of which another thing is to be said now: the fill replaced what they sold.
        public internal(set) var revised: [Audit] = []

        /// What each rule says of it, with the fill.
        public var audits: [Audit] {
            verdicts.map { Audit(fill: fill, rule: $0.rule, verdict: $0.verdict) }
        }
    }

    /// Carries out a fill and holds it against the rules.
    ///
    /// - Parameters:
    ///   - recorded: the fill; the one before must precede it.
    ///   - rules: the rules that are on.
    /// - Returns: what each rule says of it, and what else is to be said of earlier ones.
    /// - Cost: O(rules), and O(lots that it closes or replaces).
    public mutating func add(_ recorded: RecordedFill, _ rules: ActiveRules) -> Step {
        let fill = recorded.fill
        let day = NewYork.day(of: fill.executedAt)
        let isSecurity = rules.isSecurity(fill)
        let before = securities[fill.symbol]?.exposure ?? .zero
        let outcome = carryOut(recorded, on: day, isSecurity: isSecurity, rules)
        let value = securities[fill.symbol]?.exposure ?? .zero
        update(from: before, to: value, on: day, isSecurity: isSecurity)
        tally.add(fill, outcome)
        last = recorded

        let observation = Observation(
            fill: fill, day: day, positionValue: value, exposure: exposure, peakExposure: peakExposure,
            dayTrades: dayTrades, calendar: rules.calendar, closing: outcome.closing,
            washSale: fill.side == .sell
                ? securities[fill.symbol]?.washSales.sale(recorded.sequence) : nil)
        var step = Step(fill: recorded)
        step.verdicts.reserveCapacity(rules.rules.count)
        for (definition, setting) in rules.rules {
            step.verdicts.append((definition.id, definition.verdict(observation, setting)))
        }
        for sale in outcome.washed where sale.sale.sequence != recorded.sequence {
            step.revised.append(
                Audit(fill: sale.sale, rule: .washSale, verdict: RuleDefinition.verdict(on: sale)))
        }
        return step
    }

    /// What was made of what was invested.
    public var metrics: UserMetrics { tally }

    /// The day trades of the window that ends on `day`, as the legacy rule counts them, whether it is on or not.
    public func dayTradeCount(on day: Day, equity: Decimal?, _ rules: ActiveRules) -> DayTradeCount {
        DayTradeCount(dayTrades, on: day, rules.calendar, equity: equity, rules.dayTrading)
    }

    /// Day trades left before a pattern; nil when the rule is not in force on `day`, or the equity known last is no
    /// hindrance.
    public func dayTradesRemaining(on day: Day, _ rules: ActiveRules) -> Int? {
        guard rules.dayTrading.isInForce(on: day) else { return nil }
        return dayTradeCount(on: day, equity: last?.fill.equity, rules).remaining
    }

    /// The lots of a symbol that are held short, the oldest first.
    func shortLots(of symbol: String) -> [Lot] { securities[symbol].map { Array($0.short.held) } ?? [] }

    /// The lots of a symbol that are held long, the oldest first: what they cost and the losses deferred into them.
    func lots(of symbol: String) -> [Lot] { securities[symbol].map { Array($0.long.held) } ?? [] }

    private mutating func carryOut(
        _ recorded: RecordedFill, on day: Day, isSecurity: Bool, _ rules: ActiveRules
    ) -> Outcome {
        let fill = recorded.fill
        let washDays = rules.washDays(of: fill, on: day)
        let outcome = securities[fill.symbol, default: Security()].carryOut(
            recorded, on: day, washDays: washDays)
        if isSecurity {
            let isDayTrade =
                securities[fill.symbol]?.intraday.carryOut(fill, on: day) ?? false
            dayTrades.note(on: day, isDayTrade: isDayTrade)
        }
        return outcome
    }

    private mutating func update(from before: Decimal, to after: Decimal, on day: Day, isSecurity: Bool) {
        exposure = exposure.held(minus: before, plus: after)
        guard isSecurity else { return }
        if day != peakDay {
            // What is held overnight is the day's exposure before its first fill.
            (peakDay, peakExposure) = (day, securityExposure)
        }
        securityExposure = securityExposure.held(minus: before, plus: after)
        peakExposure = max(peakExposure, securityExposure)
    }
}

extension Decimal {
    /// The sum after one position was revalued, held at `productMax`.
    fileprivate func held(minus before: Decimal, plus after: Decimal) -> Decimal {
        min(self - before + after, Self.productMax)
    }
}

extension Auditor: Checkpointable {
    /// Appends the state.
    public func write(to writer: inout StateWriter) {
        writer.write(securities)
        for amount in [exposure, securityExposure, peakExposure] { writer.write(amount) }
        writer.write(peakDay)
        writer.write(dayTrades)
        writer.write(tally)
        writer.write(last)
    }

    /// Reads the state.
    public init(from reader: inout StateReader) throws(StateError) {
        securities = try reader.dictionary()
        exposure = try reader.value()
        securityExposure = try reader.value()
        peakExposure = try reader.value()
        peakDay = try reader.value()
        dayTrades = try reader.value()
        tally = try reader.value()
        last = try reader.optional()
    }
}

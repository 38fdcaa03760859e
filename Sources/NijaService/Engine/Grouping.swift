import NijaAnalytics
import NijaMessages
import NijaModel
import Protobuf

/// The figures of one group of trades.
struct FigureGroup {
    let key: String
    let kpis: Kpis
    let snapshot: KpiSnapshot

    var message: PerformanceGroup {
        var group = PerformanceGroup()
        (group.key, group.kpis) = (key, snapshot)
        return group
    }
}

/// What trades are grouped by.
struct Grouping {
    /// The groups a trade belongs to.
    let keys: @Sendable (Trade) -> [String]

    init(_ groupBy: GroupBy) {
        switch groupBy {
        case .symbol: keys = { [$0.symbol] }
        case .bot: keys = { [$0.botID] }
        case .prompt: keys = { [$0.promptID] }
        case .venue: keys = { [$0.venue] }
        case .tag: keys = { $0.tags }
        case .side:
            keys = { trade in
                [trade.side.map { NijaMessages.Side(rawValue: Int32($0.rawValue)).shortName } ?? ""]
            }
        case .exitReason:
            keys = { trade in
                [
                    trade.exitReason == .unspecified
                        ? "" : NijaMessages.ExitReason(rawValue: Int32(trade.exitReason.rawValue)).shortName
                ]
            }
        default: keys = { [$0.strategy] }
        }
    }
}

/// What groups are sorted by.
struct GroupOrder {
    private let metric: MetricName
    private let isDescending: Bool

    /// Reads `order_by`; what cannot be read stands in as the default.
    init(_ text: String, _ fields: inout FieldReader) {
        let words = (text.isEmpty ? "net_profit desc" : text).split(separator: " ")
        guard let metric = words.first.flatMap({ MetricName(rawValue: String($0)) }),
            words.count == 1 || words.count == 2 && (words[1] == "desc" || words[1] == "asc")
        else {
            fields.refuse(
                "order_by",
                "is \(Names.quoted(text)); it must be a figure such as \"net_profit desc\" or \"win_rate\"")
            (metric, isDescending) = (.netProfit, true)
            return
        }
        self.metric = metric
        isDescending = words.last == "desc"
    }

    /// Sorts by the figure, groups without one last, equal ones by key.
    func sort(_ groups: [FigureGroup]) -> [FigureGroup] {
        groups.sorted { left, right in
            let (first, second) = (left.kpis.value(of: metric).value, right.kpis.value(of: metric).value)
            guard let first, let second, first != second else {
                if (first == nil) != (second == nil) { return first != nil }
                return left.key < right.key
            }
            return isDescending ? first > second : first < second
        }
    }
}

extension KpiTrendPoint {
    /// A day of a trend as a message.
    init(_ point: TrendPoint) {
        self.init()
        (day, totalTrades) = (point.day.description, Int64(point.totalTrades))
        (winRate, profitFactor, sharpeRatio) =
            (point.winRate.value, point.profitFactor.value, point.sharpeRatio.value)
        (equity, drawdown) = (point.equity.description, point.drawdown.value)
        (roiPercentage, netProfit) = (point.roiPercentage.value, point.ofDay.netProfit.description)
    }
}

extension StrategyCorrelation {
    /// How two strategies move together, over the account's days.
    init(
        _ first: (name: String, performance: Performance), _ second: (name: String, performance: Performance),
        days: (first: Day, last: Day)?
    ) {
        self.init()
        var undefineds = Undefineds()
        (self.first, self.second) = (first.name, second.name)
        if let days {
            let calendar = first.performance.correlation(
                with: second.performance, over: .calendar(first: days.first, last: days.last))
            correlation = undefineds.take("correlation", calendar)
            self.days = Int64(days.last.days(since: days.first) + 1)
        } else {
            undefineds.note("correlation", .noTrades)
        }
        let active = first.performance.correlation(with: second.performance, over: .bothActive)
        activeDaysCorrelation = undefineds.take("active_days_correlation", active)
        commonDays = Int64(first.performance.commonDays(with: second.performance))
        undefined = undefineds.found
    }
}

import NijaAnalytics
import NijaLedger
import NijaMessages
import NijaModel
import TTRPC

// Two prompts against each other.

extension KpiHandlers {
    func comparePrompts(
        _ request: ComparePromptsRequest, _ caller: Caller, _ responder: Responder<ComparePromptsResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        var scope = KpiScope()
        scope.account = fields.account(request.account)
        let first = fields.requiredText(request.first, "first")
        let second = fields.requiredText(request.second, "second")
        if first == second && !first.isEmpty {
            fields.refuse("second", "is \(Names.quoted(second)), which is the first; name another")
        }
        let wanted = try WantedFigures(
            scope, request.window, request.basis, engine.ledger, caller.now, fields)
        try groups(wanted, by: { [$0.promptID] }, caller) { [self] result in
            responder.finish(
                result.map { groups in
                    let found = Dictionary(uniqueKeysWithValues: groups.map { ($0.key, $0) })
                    let sides = [first, second].map { found[$0] ?? emptyGroup($0, wanted, caller) }
                    var response = ComparePromptsResponse()
                    (response.first, response.second) = (sides[0]?.message, sides[1]?.message)
                    response.test = SignificanceTest(sides[0]?.kpis.trades, sides[1]?.kpis.trades)
                    return response
                })
        }
    }
}

extension SignificanceTest {
    /// Welch's test of the mean profit a trade.
    init(_ first: TradeKpis?, _ second: TradeKpis?) {
        self.init()
        name = "Welch's t-test, two-sided"
        assumptions =
            "trades are independent; mean profits are about normal, as of some 30 trades and more each; "
            + "variances need not be equal; one comparison, not the best of many"
        (firstCount, secondCount) = (Int64(first?.totalTrades ?? 0), Int64(second?.totalTrades ?? 0))
        let samples = (first.flatMap(WelchTest.Sample.init), second.flatMap(WelchTest.Sample.init))
        guard let left = samples.0, let right = samples.1, let test = WelchTest(left, right) else {
            var undefineds = Undefineds()
            let isFew = samples.0 == nil || samples.1 == nil
            undefineds.note("p_value", isFew ? .tooFewObservations : .zeroVariance)
            undefined = undefineds.found
            return
        }
        (meanDifference, tStatistic) = (test.difference, test.statistic)
        (degreesOfFreedom, pValue) = (test.degreesOfFreedom, test.pValue)
    }
}

extension WelchTest.Sample {
    /// The profits of trades, on the basis of their figures; nil of fewer than two.
    fileprivate init?(_ trades: TradeKpis) {
        guard trades.totalTrades > 1 else { return nil }
        // Of equal profits the deviation is 0, which is a value here.
        let deviation = trades.profitDeviation.value ?? 0
        let total = Decimal(units: trades.totalProfit.units - trades.totalLoss.units).doubleValue
        self.init(
            count: trades.totalTrades, mean: total / Double(trades.totalTrades),
            variance: deviation * deviation)
    }
}

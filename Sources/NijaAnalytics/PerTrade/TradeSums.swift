import NijaModel

/// All exact sums over the trades of a scope that do not depend on their sequence.
struct TradeSums: Hashable, Sendable {
    private(set) var outcomes = ByBasis(gross: OutcomeSums(), net: OutcomeSums())
    private(set) var fees: Int128 = 0
    /// Counts by `ExitReason.rawValue`.
    private var exits = SIMD8<Int64>()
    private(set) var planned = ExactMean()
    private(set) var actual = ExactMean()
    /// Planned risk-reward of the trades that have both.
    private(set) var plannedOfBoth = ExactMean()
    /// Actual risk-reward of the trades that have both.
    private(set) var actualOfBoth = ExactMean()
    /// Trades that have both and reached what was planned.
    private(set) var achieved = 0
    private(set) var slippage = ExactMean()
    /// Holding time in nanoseconds.
    private(set) var holding = ExactMean()

    var count: Int { outcomes.net.count }

    func count(of reason: ExitReason) -> Int { Int(exits[Int(reason.rawValue)]) }

    mutating func add(_ sample: TradeSample) {
        outcomes.gross.add(sample.profitUnits(.gross))
        outcomes.net.add(sample.profitUnits(.net))
        addDetails(of: sample, times: 1)
    }

    mutating func remove(_ sample: TradeSample) {
        outcomes.gross.remove(sample.profitUnits(.gross))
        outcomes.net.remove(sample.profitUnits(.net))
        addDetails(of: sample, times: -1)
    }

    private mutating func addDetails(of sample: TradeSample, times sign: Int) {
        fees += Int128(sign) * sample.fees.units
        exits[Int(sample.exitReason.rawValue)] += Int64(sign)
        planned.add(sample.plannedRiskReward?.units, times: sign)
        actual.add(sample.actualRiskReward?.units, times: sign)
        if let planned = sample.plannedRiskReward, let actual = sample.actualRiskReward {
            plannedOfBoth.add(planned.units, times: sign)
            actualOfBoth.add(actual.units, times: sign)
            if actual >= planned { achieved += sign }
        }
        slippage.add(sample.slippagePercent?.units, times: sign)
        holding.add(sample.holdingNanoseconds.map { Int128($0) }, times: sign)
    }
}

/// An exact sum and the number of its terms.
struct ExactMean: Hashable, Sendable {
    private(set) var sum: Int128 = 0
    private(set) var count = 0

    mutating func add(_ term: Int128?, times sign: Int) {
        guard let term else { return }
        sum += Int128(sign) * term
        count += sign
    }
}

extension ExactMean: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(wide: sum)
        writer.write(count)
    }

    init(from reader: inout StateReader) throws(StateError) {
        sum = try reader.wide()
        count = try reader.value()
    }
}

extension TradeSums: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(outcomes.gross)
        writer.write(outcomes.net)
        writer.write(wide: fees)
        for index in exits.indices { writer.write(signed: exits[index]) }
        for mean in [planned, actual, plannedOfBoth, actualOfBoth, slippage, holding] { writer.write(mean) }
        writer.write(achieved)
    }

    init(from reader: inout StateReader) throws(StateError) {
        outcomes = ByBasis(gross: try reader.value(), net: try reader.value())
        fees = try reader.wide()
        for index in exits.indices { exits[index] = try reader.signed() }
        planned = try reader.value()
        actual = try reader.value()
        plannedOfBoth = try reader.value()
        actualOfBoth = try reader.value()
        slippage = try reader.value()
        holding = try reader.value()
        achieved = try reader.value()
    }
}

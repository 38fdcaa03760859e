extension Soak.Outcome {
    /// Memory that a trade may take for good: what a million of them are allowed to.
    private static let bytesPerTradeMax = 60.0
    /// Samples that a slope needs; one is taken a second.
    private static let samplesMin = 40

    /// Growth of memory, in bytes for each trade that was recorded meanwhile; nil when it was too short to tell.
    private var bytesPerTrade: Double? {
        guard resident.count >= Self.samplesMin, let slope = resident.perSecond else { return nil }
        return slope * 1e6 * Double(seconds) / Double(trades)
    }

    /// What is wrong; empty when nothing has grown.
    var faults: [String] {
        var faults: [String] = []
        if let growth = bytesPerTrade, growth > Self.bytesPerTradeMax {
            faults.append(
                "memory grows by \(short(growth)) bytes a trade; \(short(Self.bytesPerTradeMax)) are allowed")
        }
        if descriptorsAlone.late > descriptorsAlone.early {
            faults.append("descriptors have grown from \(descriptorsAlone.early) to \(descriptorsAlone.late)")
        }
        return faults
    }

    /// What was done and seen, in lines.
    var text: String {
        func span(_ slope: Slope, _ unit: String) -> String {
            slope.range.map { "\(short($0.lowerBound)) – \(short($0.upperBound))\(unit)" } ?? "not sampled"
        }
        let growth = bytesPerTrade.map { "\(short($0)) bytes a trade" }
        return """
            \(grouped(trades)) trades, \(grouped(calls)) calls and \(grouped(listeners)) subscribers in \(seconds) s; \
            every subscriber saw every trade once
            resident     \(span(resident, " MB")), growth \(growth ?? "not judged: too short")
            descriptors  \(span(descriptors, "")), \(descriptorsAlone.early) and later \(descriptorsAlone.late) without subscribers
            """
    }
}

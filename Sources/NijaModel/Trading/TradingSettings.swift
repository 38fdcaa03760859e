/// Who carries an account's orders out; the numbers are those of the .proto.
public enum Broker: UInt8, CaseIterable, Hashable, Sendable {
    /// The daemon itself, on paper.
    case paper = 1
    /// An adapter.
    case adapter = 2
}

/// What happens to orders while no adapter is attached; the numbers are those of the .proto.
public enum AbsencePolicy: UInt8, CaseIterable, Hashable, Sendable {
    /// New ones are refused.
    case refuse = 1
    /// New ones wait.
    case hold = 2
}

/// How an account trades.
public struct TradingSettings: Hashable, Sendable {
    /// Who carries orders out; nil: nobody, and orders are refused.
    public var broker: Broker?
    /// The model of the paper broker.
    public var paper = PaperModel()
    /// What happens while no adapter is attached.
    public var absence = AbsencePolicy.refuse
    /// Symbols that may be traded, sorted and without repeats; empty: all.
    public var symbols: [String] = []
    /// The bars that its strategies look at, for bots that ask.
    public var timeframe = ""

    /// Settings of an account that was not set up for trading.
    public init(broker: Broker? = nil) {
        self.broker = broker
    }

    /// Most symbols that can be listed.
    public static let symbolsCountMax = 10_000

    /// Whether a symbol may be traded.
    public func allows(symbol: String) -> Bool {
        if symbols.isEmpty { return true }
        var (low, high) = (0, symbols.count)
        while low < high {
            let middle = (low + high) / 2
            if symbols[middle] < symbol { low = middle + 1 } else { high = middle }
        }
        return low < symbols.count && symbols[low] == symbol
    }

    /// Notes everything about the settings that cannot be, by the field names of the .proto.
    public func validate(into violations: inout Violations) {
        violations.require(
            symbols.count <= Self.symbolsCountMax, "symbols",
            "has \(symbols.count) symbols; the limit is \(Self.symbolsCountMax)")
        for (index, symbol) in symbols.prefix(Self.symbolsCountMax).enumerated() {
            Names.checkShort(symbol, field: "symbols[\(index)]", required: true, into: &violations)
        }
        Names.checkShort(timeframe, field: "timeframe", into: &violations)
    }
}

import NijaModel
import Testing

@testable import NijaCompliance

/// SplitMix64: a small generator that a printed seed replays.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Fills as a test writes them: `buy 200@50 2025-03-01`, executed at 15:00 UTC (in New York the same day's morning).
struct Script {
    var fills: [RecordedFill] = []

    init(
        _ lines: [String], symbol: String = "AAPL", assetClass: AssetClass? = .equity, equity: String? = nil
    ) throws {
        for line in lines {
            try add(line, symbol: symbol, assetClass: assetClass, equity: equity)
        }
    }

    mutating func add(
        _ line: String, symbol: String = "AAPL", assetClass: AssetClass? = .equity, equity: String? = nil
    ) throws {
        let words = line.split(separator: " ").map(String.init)
        let numbers = words[1].split(separator: "@").map(String.init)
        let sides: [String: FillSide] = ["buy": .buy, "sell": .sell, "short": .short, "cover": .cover]
        let clock = words.count > 3 ? words[3] : "15:00"
        var fill = Fill(
            symbol: symbol, side: try #require(sides[words[0]]), quantity: try Decimal(numbers[0]),
            price: try Decimal(numbers[1]),
            executedAt: try Timestamp(rfc3339: "\(words[2])T\(clock):00Z"))
        fill.fillID = "f\(fills.count + 1)"
        fill.assetClass = assetClass
        fill.equity = try equity.map { try Decimal($0) }
        fills.append(
            RecordedFill(fill: fill, sequence: UInt64(fills.count + 1), recordedAt: fill.executedAt))
    }

    func report(_ book: Rulebook = Rulebook(), on day: String = "2030-01-01") throws -> AuditReport {
        AuditReport(of: fills, rules(book), on: try Day(day))
    }
}

/// The rules of `book` with the calendar that ships.
func rules(_ book: Rulebook = Rulebook()) -> ActiveRules {
    ActiveRules(book, account: "default", calendar: .newYork)
}

extension Rulebook {
    /// The book with one rule set otherwise.
    func setting(_ id: RuleID, _ change: (inout ComplianceRule) -> Void) -> Rulebook {
        var book = self
        var rule = book.rule(id, account: "")
        change(&rule)
        book.adopt(rule)
        return book
    }
}

extension AuditReport {
    func verdict(_ fillID: String, _ rule: RuleID) -> Verdict? {
        audits.first { $0.fill.fill.fillID == fillID && $0.rule == rule }?.verdict
    }

    func result(_ fillID: String, _ rule: RuleID) -> AuditResult? { verdict(fillID, rule)?.result }

    var disallowed: Decimal { auditor.metrics.disallowedLosses }
}

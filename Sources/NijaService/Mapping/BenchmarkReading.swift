import NijaAnalytics
import NijaBenchmarks
import NijaMessages
import NijaModel
import NijaStore

// Fields of requests about benchmarks.

extension FieldReader {
    /// Closes of one request, at most: a loop's turn writes them in some ten milliseconds.
    static let pricesMax = 5000
    /// Bytes of a symbol, at most.
    private static let symbolBytesMax = 32

    /// The symbol of a benchmark.
    mutating func symbol(_ text: String, _ field: String) -> String {
        if text.isEmpty {
            refuse(field, "is required: a benchmark such as \"SPY\"")
            return text
        }
        let isWellFormed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "^.-_=/:".utf8.contains(byte)
            }
        }
        if !isWellFormed || text.utf8.count > Self.symbolBytesMax {
            refuse(
                field,
                "is \(Names.quoted(text)); it must be at most \(Self.symbolBytesMax) letters, digits and any of ^.-_=/:"
            )
        }
        return text
    }

    /// A day that may be missing.
    mutating func day(_ text: String, _ field: String) -> Day? {
        if text.isEmpty { return nil }
        if let day = try? Day(text) { return day }
        refuse(field, "is \(Names.quoted(text)); it must be a day such as \"2026-01-30\"")
        return nil
    }

    /// The closes of a request, by day.
    mutating func closes(_ prices: [BenchmarkPrice], today: Day) -> [Close] {
        if prices.isEmpty || prices.count > Self.pricesMax {
            refuse("prices", "has \(prices.count) closes; it must have 1 to \(Self.pricesMax)")
            return []
        }
        var closes: [Close] = []
        for (index, price) in prices.enumerated() {
            let field = "prices[\(index)]"
            if price.date.isEmpty { refuse(field + ".date", "is required: a day such as \"2026-01-30\"") }
            let day = day(price.date, field + ".date") ?? today
            // Where a day begins first, it is a day later than in UTC.
            if day > today.adding(1) { refuse(field + ".date", "is \(day), which lies in the future") }
            let number = requiredDecimal(price.close, field + ".close")
            if hasRefused(field + ".close") { continue }
            if let close = Close(day: day, price: number) {
                closes.append(close)
            } else {
                refuse(
                    field + ".close",
                    "is \(Names.quoted(price.close)); it must be above 0 and at most \(BenchmarkLimits.closeMax)"
                )
            }
            // A list can be long, and its first faults say enough.
            if violations.found.count >= Self.listedFaultsMax { break }
        }
        closes.sort { $0.day < $1.day }
        for (close, next) in zip(closes, closes.dropFirst()) where close.day == next.day {
            refuse("prices", "has two closes of \(close.day)")
        }
        return closes
    }
}

/// What is asked for in a comparison, checked.
struct WantedComparison {
    let account: String
    let strategy: String
    let benchmarks: [String]
    let basis: NijaAnalytics.Basis
    let settings: ComparisonSettings

    /// Reads the request.
    ///
    /// - Parameters:
    ///   - request: what is asked for.
    ///   - today: the present day.
    /// - Throws: `.invalid` with every field that cannot be.
    init(_ request: GetComparisonRequest, today: Day) throws(ServiceError) {
        var fields = FieldReader()
        account = fields.account(request.account)
        strategy = fields.text(request.strategy, "strategy")
        benchmarks = fields.symbols(request.benchmarks, "benchmarks")
        let (from, to) = (
            fields.day(request.startDate, "start_date"), fields.day(request.endDate, "end_date")
        )
        if let to, to > today {
            fields.refuse("end_date", "is \(to), which lies in the future; today is \(today)")
        }
        if let from, let to, to < from { fields.refuse("end_date", "is \(to), which is before \(from)") }
        let periods = request.periodsPerYear
        if !(0...1000).contains(periods) {
            fields.refuse(
                "periods_per_year", "is \(periods); it must be 1 to 1000, or 0 to go by the calendar")
        }
        let matching: CalendarMatching? = fields.choice(request.matching, "matching")
        basis = fields.basis(request.basis)
        try fields.finish()
        settings = ComparisonSettings(
            from: from, to: to, matching: matching ?? .commonDays,
            periodsPerYear: periods == 0 ? nil : Int(periods), includesCurve: request.includeCurve)
    }
}

extension FieldReader {
    /// The symbols of the benchmarks of a comparison, each once.
    fileprivate mutating func symbols(_ texts: [String], _ field: String) -> [String] {
        if texts.isEmpty || texts.count > BenchmarkLimits.benchmarks {
            refuse(field, "has \(texts.count) symbols; it must have 1 to \(BenchmarkLimits.benchmarks)")
            return texts
        }
        for (index, text) in texts.enumerated() {
            _ = symbol(text, "\(field)[\(index)]")
            if texts[..<index].contains(text) {
                refuse("\(field)[\(index)]", "is \(Names.quoted(text)), which comes twice")
            }
        }
        return texts
    }
}

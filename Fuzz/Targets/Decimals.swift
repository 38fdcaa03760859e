import NijaModel

extension FuzzTarget {
    /// Exact decimals, read and computed with, against digits on paper.
    ///
    /// The input is two texts with a space between them.
    public static let decimals = FuzzTarget(name: "decimals") { bytes in
        let words = [UInt8](bytes).split(separator: 0x20, maxSplits: 1, omittingEmptySubsequences: false)
        var numbers: [Decimal] = []
        for word in words {
            let text = String(decoding: word, as: UTF8.self)
            if let number = try checkReading(text) { numbers.append(number) }
            try checkRounding(text)
        }
        guard numbers.count == 2 else { return }
        try checkArithmetic(numbers[0], numbers[1])
    }

    private static func checkReading(_ text: String) throws(Finding) -> Decimal? {
        let actual = outcome { () throws(DecimalError) in try Decimal(text) }
        try expectEqual(actual, DigitNumber.exact(text).flatMap(\.decimal), "\(text), read exactly")
        guard case .success(let number) = actual else { return nil }
        let canonical = number.description
        try expectEqual(canonical, DigitNumber(number).text, "the canonical text of \(text)")
        try expectEqual(
            outcome { () throws(DecimalError) in try Decimal(canonical) }, actual, "\(canonical), read")
        // The library's own reading of a text is correctly rounded.
        try expectEqual(number.doubleValue, Double(canonical) ?? .nan, "\(canonical) as a Double")
        return number
    }

    private static func checkRounding(_ text: String) throws(Finding) {
        for rule in [RoundingRule.halfEven, .towardZero] {
            try expectEqual(
                outcome { () throws(DecimalError) in try Decimal(text, rounding: rule) },
                DigitNumber.rounded(text, rule).flatMap(\.decimal), "\(text), read and rounded \(rule)")
        }
    }

    private static func checkArithmetic(_ left: Decimal, _ right: Decimal) throws(Finding) {
        let (a, b) = (DigitNumber(left), DigitNumber(right))
        let one = DigitNumber(.one)
        func check(
            _ what: String, _ expected: Result<DigitNumber, DecimalError>,
            _ actual: () throws(DecimalError) -> Decimal
        ) throws(Finding) {
            try expectEqual(outcome(actual), expected.flatMap(\.decimal), "\(left) \(what) \(right)")
        }
        try expectEqual(left < right, a.isLess(than: b), "\(left) < \(right)")
        try check("+", .success(a.plus(b))) { () throws(DecimalError) in try left.adding(right) }
        try check("-", .success(a.plus(b.opposite))) { () throws(DecimalError) in try left.subtracting(right)
        }
        for rule in [RoundingRule.halfEven, .towardZero] {
            try check("*", a.times(b).over(one, rule)) { () throws(DecimalError) in
                try left.multiplied(by: right, rounding: rule)
            }
            try check("/", a.times(one).over(b, rule)) { () throws(DecimalError) in
                try left.divided(by: right, rounding: rule)
            }
            try check("* itself /", a.times(a).over(b, rule)) { () throws(DecimalError) in
                try left.multiplied(by: left, dividedBy: right, rounding: rule)
            }
            try checkPlaces(left, Int(truncatingIfNeeded: right.units), rule)
        }
    }

    /// Rounds to few places, and divides by a whole number.
    private static func checkPlaces(_ number: Decimal, _ count: Int, _ rule: RoundingRule) throws(Finding) {
        let places = Int(count.magnitude % 20)
        let step = DigitNumber(
            isNegative: false, digits: [UInt8](repeating: 0, count: 18 - min(places, 18)) + [1])
        try expectEqual(
            outcome { () throws(DecimalError) in try number.rounded(toPlaces: places, rounding: rule) },
            DigitNumber(number).over(step, rule).flatMap { $0.times(step).decimal },
            "\(number) with \(places) places")
        try expectEqual(
            outcome { () throws(DecimalError) in try number.divided(by: count, rounding: rule) },
            DigitNumber(number).over(DigitNumber(Int128(count)), rule).flatMap(\.decimal),
            "\(number) / \(count)")
    }
}

private func outcome(_ body: () throws(DecimalError) -> Decimal) -> Result<Decimal, DecimalError> {
    do throws(DecimalError) { return .success(try body()) } catch { return .failure(error) }
}

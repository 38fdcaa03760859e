import NijaModel
import Testing

@Suite("Decimal")
struct DecimalTests {
    @Test("agrees with Python's decimal module on random operations")
    func agreesWithOracle() throws {
        for line in decimalVectors.split(separator: "\n") {
            let fields = line.split(separator: " ").map(String.init)
            let (left, right) = (try Decimal(fields[1]), try Decimal(fields[2]))
            #expect(left.description == fields[1])
            #expect(outcome(fields[0], left, right) == fields[3], "\(line)")
        }
    }

    private func outcome(_ operation: String, _ left: Decimal, _ right: Decimal) -> String {
        do throws(DecimalError) {
            switch operation {
            case "add": return try left.adding(right).description
            case "subtract": return try left.subtracting(right).description
            case "multiply": return try left.multiplied(by: right, rounding: .halfEven).description
            case "divide": return try left.divided(by: right, rounding: .halfEven).description
            case "divideDown": return try left.divided(by: right, rounding: .towardZero).description
            case "round":
                let places = Int(right.units / Decimal.unitsPerOne)
                return try left.rounded(toPlaces: places, rounding: .halfEven).description
            default: return "\(left.doubleValue)"  // Both print the shortest digits that read back.
            }
        } catch {
            return "\(error)"
        }
    }

    @Test(
        "prints canonical text",
        arguments: [
            ("0", "0"), ("-0", "0"), ("-0.000", "0"), ("+7", "7"), ("007.50", "7.5"), (".5", "0.5"),
            ("5.", "5"),
            ("100", "100"), ("-45000.25", "-45000.25"), ("0.000000000000000001", "0.000000000000000001"),
            ("1.0000000000000000000000", "1"), ("99999999999999999999", "99999999999999999999"),
            ("170141183460469231731.687303715884105727", "170141183460469231731.687303715884105727"),
            ("-170141183460469231731.687303715884105728", "-170141183460469231731.687303715884105728"),
            ("12345678901234567890.12345678", "12345678901234567890.12345678"),
        ])
    func printsCanonicalText(text: String, canonical: String) throws {
        let value = try Decimal(text)
        #expect(value.description == canonical)
        #expect(try Decimal(canonical) == value)
    }

    @Test(
        "refuses what is not an exact number in range",
        arguments: [
            ("", DecimalError.empty), ("-", .malformed), (".", .malformed), ("+.", .malformed),
            ("1e5", .malformed),
            ("NaN", .malformed), ("Infinity", .malformed), ("-inf", .malformed), ("1,5", .malformed),
            ("1.2.3", .malformed), (" 1", .malformed), ("1 ", .malformed), ("--1", .malformed),
            ("١", .malformed),
            ("0.0000000000000000001", .tooManyPlaces(limit: 18)), ("170141183460469231732", .outOfRange),
            ("170141183460469231731.687303715884105728", .outOfRange),
            ("99999999999999999999999999999999999999999999999999999", .outOfRange),
        ])
    func refuses(text: String, error: DecimalError) {
        #expect(throws: error) { try Decimal(text) }
    }

    @Test(
        "rounds imported binary floats and exponents half to even",
        arguments: [
            ("0.1000000000000000055511151231257827", "0.100000000000000006"), ("1.5e-7", "0.00000015"),
            ("1E+3", "1000"),
            ("0.0000000000000000005", "0"), ("0.0000000000000000015", "0.000000000000000002"),
            ("0.00000000000000000050000001", "0.000000000000000001"), ("-2.5e-18", "-0.000000000000000002"),
            ("6e-19", "0.000000000000000001"), ("1e-999999999999", "0"), ("0e99999999999", "0"),
            ("-0.0", "0"),
            ("000123.4500e1", "1234.5"), ("9.9999999999999999999", "10"),
        ])
    func roundsImports(text: String, expected: String) throws {
        #expect(try Decimal(text, rounding: .halfEven).description == expected)
    }

    @Test(
        "refuses imports that are no number",
        arguments: [
            ("", DecimalError.empty), ("e5", .malformed), ("1e", .malformed), ("1e+", .malformed),
            ("nan", .malformed),
            ("1e1.5", .malformed), ("1e21", .outOfRange), ("1e999999999999999999999", .outOfRange),
        ])
    func refusesImports(text: String, error: DecimalError) {
        #expect(throws: error) { try Decimal(text, rounding: .halfEven) }
    }

    @Test("has no opposite for the lowest value, and divides by no zero")
    func edgesThrow() {
        let lowest = Decimal(units: .min)
        #expect(throws: DecimalError.outOfRange) { try lowest.negated() }
        #expect(throws: DecimalError.outOfRange) { try lowest.magnitude() }
        #expect(throws: DecimalError.divisionByZero) {
            try Decimal.one.divided(by: .zero, rounding: .halfEven)
        }
        #expect(throws: DecimalError.divisionByZero) { try Decimal.one.divided(by: 0, rounding: .halfEven) }
        #expect(throws: DecimalError.outOfRange) {
            try lowest.divided(by: Decimal(units: -1), rounding: .halfEven)
        }
    }

    @Test(
        "averages by a whole number, half to even",
        arguments: [("1500", 33), ("-600", 17), ("1", 3), ("7", -2)])
    func averages(text: String, count: Int) throws {
        let sum = try Decimal(text)
        let exact = try sum.divided(by: Decimal(count), rounding: .halfEven)
        #expect(try sum.divided(by: count, rounding: .halfEven) == exact)
    }
}

@Suite("ExactSum256")
struct ExactSum256Tests {
    @Test("taking every term away in another sequence restores zero")
    func isInvertible() {
        let terms: [Int128] = [
            0, 1, -1, .max, .min, 1 << 100, -(1 << 90) + 7, 10_000_000_000_000_000_000_000_000_000_000,
        ]
        var sum = ExactSum256()
        for term in terms { sum.add(product: term, term) }
        #expect(!sum.isZero)
        for term in terms.reversed() { sum.subtract(product: term, term) }
        #expect(sum.isZero)
        #expect(sum.doubleValue == 0)
    }

    @Test("converts to the nearest double")
    func convertsToDouble() {
        var sum = ExactSum256()
        sum.add(product: 3, 5)
        #expect(sum.doubleValue == 15)
        sum.subtract(product: 4, 5)
        #expect(sum.doubleValue == -5)
        sum = ExactSum256()
        sum.add(product: 1 << 100, 1 << 100)
        #expect(sum.doubleValue == 0x1p200)
        #expect(sum.multiplied(by: 12).doubleValue == 12 * 0x1p200)
        sum.subtract(product: 1 << 126, 1 << 126)
        #expect(sum.doubleValue == -0x1p252 + 0x1p200)
    }
}

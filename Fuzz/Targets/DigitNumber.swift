import NijaModel

/// A whole number of any size as decimal digits, calculated with as on paper; here in units of 10⁻¹⁸.
struct DigitNumber: Equatable {
    let isNegative: Bool
    /// The lowest comes first; the last is not 0.
    let digits: [UInt8]

    init(isNegative: Bool, digits: [UInt8]) {
        let length = (digits.lastIndex { $0 != 0 } ?? -1) + 1
        self.digits = Array(digits[..<length])
        self.isNegative = isNegative && length > 0
    }

    init(_ number: Int128) {
        let text = String(number)
        self.init(
            isNegative: number < 0, digits: text.utf8.reversed().filter { $0 != 0x2D }.map { $0 - 0x30 })
    }

    init(_ number: Decimal) { self.init(number.units) }

    /// The number as a Decimal; the range is that of 128 bits.
    var decimal: Result<Decimal, DecimalError> {
        let text =
            (isNegative ? "-" : "") + String(decoding: digits.reversed().map { $0 + 0x30 }, as: UTF8.self)
        if digits.isEmpty { return .success(.zero) }
        return Int128(text).map { .success(Decimal(units: $0)) } ?? .failure(.outOfRange)
    }

    /// With a point, without zeros that say nothing.
    var text: String {
        let padded = digits + [UInt8](repeating: 0, count: max(0, 19 - digits.count))
        let whole = padded[18...].reversed().map { $0 + 0x30 }
        let fraction = padded[..<18].drop { $0 == 0 }.reversed().map { $0 + 0x30 }
        return (isNegative ? "-" : "") + String(decoding: whole, as: UTF8.self)
            + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self))
    }
}

// MARK: - Arithmetic

extension DigitNumber {
    var opposite: DigitNumber { DigitNumber(isNegative: !isNegative, digits: digits) }

    func isLess(than other: DigitNumber) -> Bool {
        if isNegative != other.isNegative { return isNegative }
        return isNegative ? Self.isSmaller(other.digits, digits) : Self.isSmaller(digits, other.digits)
    }

    func plus(_ other: DigitNumber) -> DigitNumber {
        if isNegative == other.isNegative {
            return DigitNumber(isNegative: isNegative, digits: Self.sum(digits, other.digits))
        }
        return Self.isSmaller(digits, other.digits)
            ? DigitNumber(isNegative: other.isNegative, digits: Self.difference(other.digits, digits))
            : DigitNumber(isNegative: isNegative, digits: Self.difference(digits, other.digits))
    }

    func times(_ other: DigitNumber) -> DigitNumber {
        var sums = [Int](repeating: 0, count: digits.count + other.digits.count + 1)
        for (i, a) in digits.enumerated() {
            for (j, b) in other.digits.enumerated() { sums[i + j] += Int(a) * Int(b) }
        }
        return DigitNumber(isNegative: isNegative != other.isNegative, digits: Self.carried(sums))
    }

    /// The quotient, rounded to a whole number; digit by digit.
    func over(_ divisor: DigitNumber, _ rule: RoundingRule) -> Result<DigitNumber, DecimalError> {
        if divisor.digits.isEmpty { return .failure(.divisionByZero) }
        var rest: [UInt8] = []
        var quotient: [UInt8] = []
        for digit in digits.reversed() {
            rest = Self.trimmed([digit] + rest)
            var times: UInt8 = 0
            while !Self.isSmaller(rest, divisor.digits) {
                rest = Self.difference(rest, divisor.digits)
                times += 1
            }
            quotient.insert(times, at: 0)
        }
        let twice = Self.sum(rest, rest)
        let isTie = twice == divisor.digits
        let isOdd = (quotient.first ?? 0) % 2 == 1
        if rule == .halfEven, isTie ? isOdd : Self.isSmaller(divisor.digits, twice) {
            quotient = Self.sum(quotient, [1])
        }
        return .success(DigitNumber(isNegative: isNegative != divisor.isNegative, digits: quotient))
    }

    private static func isSmaller(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count
            ? left.reversed().lexicographicallyPrecedes(right.reversed()) : left.count < right.count
    }

    private static func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        trimmed(
            carried(
                (0...max(left.count, right.count)).map { index in
                    (index < left.count ? Int(left[index]) : 0)
                        + (index < right.count ? Int(right[index]) : 0)
                }))
    }

    /// `left` is not the smaller.
    private static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var borrowed: Int8 = 0
        return trimmed(
            left.enumerated().map { index, digit in
                let digit = Int8(digit) - borrowed - (index < right.count ? Int8(right[index]) : 0)
                borrowed = digit < 0 ? 1 : 0
                return UInt8(digit < 0 ? digit + 10 : digit)
            })
    }

    private static func carried(_ sums: [Int]) -> [UInt8] {
        var carry = 0
        return sums.map { sum in
            carry += sum
            defer { carry /= 10 }
            return UInt8(carry % 10)
        }
    }

    private static func trimmed(_ digits: [UInt8]) -> [UInt8] {
        Array(digits[..<((digits.lastIndex { $0 != 0 } ?? -1) + 1)])
    }
}

// MARK: - Reading

extension DigitNumber {
    /// A text without an exponent, to 18 places.
    static func exact(_ text: String) -> Result<DigitNumber, DecimalError> {
        if text.isEmpty { return .failure(.empty) }
        guard let (isNegative, whole, fraction, rest) = parts(text), rest.isEmpty else {
            return .failure(.malformed)
        }
        guard fraction.dropFirst(18).allSatisfy({ $0 == 0 }) else {
            return .failure(.tooManyPlaces(limit: 18))
        }
        let kept = fraction.prefix(18) + [UInt8](repeating: 0, count: max(0, 18 - fraction.count))
        return .success(DigitNumber(isNegative: isNegative, digits: (whole + kept).reversed()))
    }

    /// A text with an exponent or without, rounded to 18 places.
    static func rounded(_ text: String, _ rule: RoundingRule) -> Result<DigitNumber, DecimalError> {
        if text.isEmpty { return .failure(.empty) }
        guard let (isNegative, whole, fraction, rest) = parts(text), let exponent = exponent(rest) else {
            return .failure(.malformed)
        }
        let number = DigitNumber(isNegative: isNegative, digits: (whole + fraction).reversed())
        // Of the last digit, in units of 10⁻¹⁸.
        let scale = exponent - fraction.count + 18
        if number.digits.isEmpty { return .success(number) }
        if scale + number.digits.count > 60 { return .failure(.outOfRange) }
        if scale + number.digits.count < -1 { return .success(DigitNumber(0)) }
        let power = DigitNumber(isNegative: false, digits: [UInt8](repeating: 0, count: abs(scale)) + [1])
        return scale >= 0 ? .success(number.times(power)) : number.over(power, rule)
    }

    /// Sign, digits before and behind the point, and what follows; nil when there is no digit.
    private static func parts(_ text: String) -> (Bool, [UInt8], [UInt8], Substring)? {
        var rest = text[...]
        func digits() -> [UInt8] {
            let taken = rest.utf8.prefix { (0x30...0x39).contains($0) }
            rest = Substring(rest.utf8.dropFirst(taken.count))
            return taken.map { $0 - 0x30 }
        }
        let sign = rest.utf8.first
        if sign == 0x2D || sign == 0x2B { rest = Substring(rest.utf8.dropFirst()) }
        let whole = digits()
        var fraction: [UInt8] = []
        if rest.utf8.first == 0x2E {
            rest = Substring(rest.utf8.dropFirst())
            fraction = digits()
        }
        return whole.isEmpty && fraction.isEmpty ? nil : (sign == 0x2D, whole, fraction, rest)
    }

    /// What an exponent says, at most a million either way; nil when it is none.
    private static func exponent(_ text: Substring) -> Int? {
        if text.isEmpty { return 0 }
        guard text.utf8.first == 0x65 || text.utf8.first == 0x45 else { return nil }
        var digits = text.utf8.dropFirst()
        let sign = digits.first
        if sign == 0x2D || sign == 0x2B { digits = digits.dropFirst() }
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let value = digits.reduce(0) { min($0 * 10 + Int($1 - 0x30), 1_000_000) }
        return sign == 0x2D ? -value : value
    }
}

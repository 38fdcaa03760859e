extension Decimal {
    /// Reads `[+-]digits[.digits]` exactly; `.5` and `5.` are fine, exponents are not.
    ///
    /// - Throws: `.empty`, `.malformed`, `.tooManyPlaces` for a digit other than 0 after 18 places, `.outOfRange`.
    public init(_ text: String) throws(DecimalError) {
        try self.init(utf8: text.utf8.span)
    }

    /// Reads `[+-]digits[.digits]` exactly from UTF-8 bytes.
    ///
    /// - Throws: `.empty`, `.malformed`, `.tooManyPlaces` for a digit other than 0 after 18 places, `.outOfRange`.
    /// - Cost: O(length), no allocation.
    public init(utf8 bytes: Span<UInt8>) throws(DecimalError) {
        guard !bytes.isEmpty else { throw .empty }
        var accumulator = DigitAccumulator()
        var hasPoint = false
        var digits = 0
        var dropsNonZero = false
        let first = bytes[0]
        let isNegative = first == UInt8(ascii: "-")
        var index = isNegative || first == UInt8(ascii: "+") ? 1 : 0
        while index < bytes.count {
            let digit = bytes[index] &- UInt8(ascii: "0")
            if digit <= 9 {
                digits += 1
                if accumulator.placesAreFull {
                    dropsNonZero = dropsNonZero || digit != 0
                } else {
                    accumulator.append(digit, afterPoint: hasPoint)
                }
            } else if bytes[index] == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else {
                throw .malformed
            }
            index += 1
        }
        guard digits > 0 else { throw .malformed }
        guard !dropsNonZero else { throw .tooManyPlaces(limit: Decimal.places) }
        self = try Decimal.signed(try accumulator.units(), isNegative: isNegative)
    }

    /// Reads a number of any length, also with an exponent (`1.5e-7`), and rounds it to 18 places.
    ///
    /// For imports only: exports of binary floating point often print more places than the number has.
    ///
    /// - Throws: `.empty`, `.malformed`, `.outOfRange`.
    public init(_ text: String, rounding rule: RoundingRule) throws(DecimalError) {
        let number = try ScientificNumber(text)
        // The first digit stands for 10^(integerDigits − 1), so this many digits are whole units.
        let whole = number.integerDigits + Decimal.places
        guard number.digits.isEmpty || whole <= 39 else { throw .outOfRange }
        var magnitude: UInt128 = 0
        for position in 0..<max(0, number.digits.isEmpty ? 0 : whole) {
            let digit = position < number.digits.count ? number.digits[position] : 0
            let (scaled, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (next, carry) = scaled.addingReportingOverflow(UInt128(digit))
            guard !overflow, !carry else { throw .outOfRange }
            magnitude = next
        }
        if rule == .halfEven, number.roundsUp(at: whole, isOdd: magnitude & 1 == 1) {
            let (next, overflow) = magnitude.addingReportingOverflow(1)
            guard !overflow else { throw .outOfRange }
            magnitude = next
        }
        self = try Decimal.signed(magnitude, isNegative: number.isNegative)
    }
}

extension Decimal: CustomStringConvertible {
    /// The canonical text: no exponent, no trailing zeros, no `-0`; reading it back gives the same value.
    public var description: String {
        let (whole, fraction) = Decimal.divideBy64(units.magnitude, UInt64(Decimal.unitsPerOne))
        // 1 sign, 21 digits, 1 point, 18 places.
        return String(unsafeUninitializedCapacity: 48) { buffer in
            var start = buffer.count
            if fraction != 0 {
                var rest = fraction
                var isTrailing = true
                for _ in 0..<Decimal.places {
                    let digit = UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                    isTrailing = isTrailing && digit == 0
                    guard !isTrailing else { continue }
                    start -= 1
                    buffer[start] = UInt8(ascii: "0") + digit
                }
                start -= 1
                buffer[start] = UInt8(ascii: ".")
            }
            var rest = whole
            repeat {
                let (next, digit) = Decimal.divideBy64(rest, 10)
                start -= 1
                buffer[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
                rest = next
            } while rest != 0
            if units < 0 {
                start -= 1
                buffer[start] = UInt8(ascii: "-")
            }
            let count = buffer.count - start
            for index in 0..<count { buffer[index] = buffer[start + index] }
            return count
        }
    }
}

/// Digits gathered in 64 bits at a time, since 128-bit products for each digit would be most of the cost.
private struct DigitAccumulator {
    private var wide: UInt128 = 0
    private var narrow: UInt64 = 0
    private var narrowScale: UInt64 = 1
    private var places = 0
    private var hasOverflowed = false

    var placesAreFull: Bool { places == Decimal.places }

    mutating func append(_ digit: UInt8, afterPoint: Bool) {
        // 10¹⁸ is the last power of ten whose tenfold still fits in 64 bits.
        if narrowScale == 1_000_000_000_000_000_000 { flush() }
        narrow = narrow &* 10 &+ UInt64(digit)
        narrowScale &*= 10
        if afterPoint { places += 1 }
    }

    /// The magnitude in units of 10⁻¹⁸.
    mutating func units() throws(DecimalError) -> UInt128 {
        flush()
        for _ in places..<Decimal.places { narrowScale &*= 10 }
        flush()
        guard !hasOverflowed else { throw .outOfRange }
        return wide
    }

    private mutating func flush() {
        let (scaled, overflow) = wide.multipliedReportingOverflow(by: UInt128(narrowScale))
        let (sum, carry) = scaled.addingReportingOverflow(UInt128(narrow))
        hasOverflowed = hasOverflowed || overflow || carry
        wide = sum
        narrow = 0
        narrowScale = 1
    }
}

/// A number in scientific notation, taken apart.
private struct ScientificNumber {
    var isNegative = false
    /// The digits from the first that is not 0 on.
    var digits: [UInt8] = []
    /// How many of the digits stand before the decimal point; may be negative.
    var integerDigits = 0

    /// Exponents beyond this change nothing: such numbers are 0 or out of range.
    private static let exponentLimit = 1_000_000

    init(_ text: String) throws(DecimalError) {
        var bytes = Array(text.utf8)[...]
        guard let first = bytes.first else { throw .empty }
        isNegative = first == UInt8(ascii: "-")
        if isNegative || first == UInt8(ascii: "+") { bytes.removeFirst() }
        var hasPoint = false
        var hasDigit = false
        var exponent = 0
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                hasDigit = true
                let isLeadingZero = digits.isEmpty && byte == UInt8(ascii: "0")
                if !isLeadingZero { digits.append(byte - UInt8(ascii: "0")) }
                if hasPoint ? isLeadingZero : !isLeadingZero { integerDigits += hasPoint ? -1 : 1 }
            case UInt8(ascii: ".") where !hasPoint:
                hasPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                exponent = try ScientificNumber.exponent(bytes)
                bytes = []
            default:
                throw .malformed
            }
        }
        guard hasDigit else { throw .malformed }
        integerDigits += exponent
    }

    /// Whether cutting the digits off after the first `count` of them rounds up, half to even.
    func roundsUp(at count: Int, isOdd: Bool) -> Bool {
        guard count >= 0, count < digits.count else { return false }
        guard digits[count] == 5 else { return digits[count] > 5 }
        return isOdd || digits[(count + 1)...].contains { $0 != 0 }
    }

    private static func exponent(_ bytes: ArraySlice<UInt8>) throws(DecimalError) -> Int {
        var bytes = bytes
        var isNegative = false
        if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            bytes.removeFirst()
        }
        guard !bytes.isEmpty else { throw .malformed }
        var value = 0
        for byte in bytes {
            let digit = byte &- UInt8(ascii: "0")
            guard digit <= 9 else { throw .malformed }
            value = min(value * 10 + Int(digit), exponentLimit)
        }
        return isNegative ? -value : value
    }
}

extension Timestamp {
    /// Reads an RFC 3339 date-time, such as `2026-03-01T12:30:00.25+02:00`.
    ///
    /// `T` and `Z` may be lower case and `T` may be a space (RFC 3339, section 5.6); 0 to 9 digits of fraction. A
    /// leap second (`:60`) is refused, since time stamps do not count them.
    ///
    /// - Throws: `.empty`, `.malformed`, `.outOfRange`.
    public init(rfc3339 text: String) throws(TimestampError) {
        var reader = DateReader(text)
        guard !reader.isAtEnd else { throw .empty }
        let date = try reader.date()
        guard reader.take("T") || reader.take("t") || reader.take(" ") else { throw .malformed }
        let hour = try reader.number(digits: 2)
        try reader.expect(":")
        let minute = try reader.number(digits: 2)
        try reader.expect(":")
        let second = try reader.number(digits: 2)
        let fraction = try reader.fraction()
        let offset = try reader.offset()
        guard reader.isAtEnd else { throw .malformed }
        guard hour <= 23, minute <= 59, second <= 59 else { throw .outOfRange }
        let days = Int64(try date.dayNumber())
        let seconds = days * Timestamp.secondsPerDay + Int64(hour * 3600 + minute * 60 + second - offset * 60)
        try self.init(seconds: seconds, nanoseconds: Int32(fraction))
    }

    /// The instant as RFC 3339 in UTC with exactly `fractionDigits` (0 … 9) digits of fraction, cut off.
    public func rfc3339(fractionDigits: Int) -> String {
        let seconds = secondsSinceEpoch
        let day = floorDivided(seconds, by: Timestamp.secondsPerDay)
        let second = Int(seconds - day * Timestamp.secondsPerDay)
        var text = CivilDate(dayNumber: Int32(truncatingIfNeeded: day)).description
        text +=
            "T" + padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2) + ":" + padded(second % 60, 2)
        let digits = Swift.min(Swift.max(fractionDigits, 0), 9)
        if digits > 0 {
            text += "." + padded(Int(nanosecondOfSecond), 9).prefix(digits)
        }
        return text + "Z"
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC with as many digits of fraction as the instant needs.
    public var description: String {
        var rest = nanosecondOfSecond
        guard rest != 0 else { return rfc3339(fractionDigits: 0) }
        var digits = 9
        while rest % 10 == 0 {
            rest /= 10
            digits -= 1
        }
        return rfc3339(fractionDigits: digits)
    }
}

/// Walks over the text of a date or a date-time.
struct DateReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(TimestampError) {
        guard take(character) else { throw .malformed }
    }

    mutating func number(digits: Int) throws(TimestampError) -> Int {
        var value = 0
        for _ in 0..<digits {
            guard let digit = digit() else { throw .malformed }
            value = value * 10 + digit
        }
        return value
    }

    /// `YYYY-MM-DD`, not yet checked against the calendar.
    mutating func date() throws(TimestampError) -> CivilDate {
        let year = try number(digits: 4)
        try expect("-")
        let month = try number(digits: 2)
        try expect("-")
        return CivilDate(year: year, month: month, day: try number(digits: 2))
    }

    /// The fraction in nanoseconds; 0 when there is none.
    mutating func fraction() throws(TimestampError) -> Int {
        guard take(".") else { return 0 }
        guard var value = digit() else { throw .malformed }
        var digits = 1
        while let next = digit() {
            digits += 1
            guard digits <= 9 else { throw .malformed }
            value = value * 10 + next
        }
        for _ in digits..<9 { value *= 10 }
        return value
    }

    /// The offset from UTC in minutes.
    mutating func offset() throws(TimestampError) -> Int {
        if take("Z") || take("z") { return 0 }
        let isWest = take("-")
        if !isWest { try expect("+") }
        let hours = try number(digits: 2)
        try expect(":")
        let minutes = try number(digits: 2)
        guard hours <= 23, minutes <= 59 else { throw .outOfRange }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }

    private mutating func digit() -> Int? {
        guard index < bytes.count else { return nil }
        let digit = bytes[index] &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        index += 1
        return Int(digit)
    }
}

/// `number` (not negative) with zeros in front up to `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
}

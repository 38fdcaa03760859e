// Times as people write them.

/// An instant: RFC 3339, the same with a space, a date (its first instant, UTC), or seconds since 1970.
///
/// - Source: the calendar arithmetic is Howard Hinnant's, days_from_civil.
public func parseTimestamp(_ text: String) -> (seconds: Int64, nanoseconds: Int32)? {
    if let seconds = parseSeconds(text) { return seconds }
    var rest = Substring(text)
    guard let year = digits(&rest, 4), skip(&rest, "-"), let month = digits(&rest, 2), skip(&rest, "-"),
        let day = digits(&rest, 2), (1...12).contains(month), (1...monthLength(year, month)).contains(day)
    else { return nil }
    var seconds = daysFromCivil(year, month, day) * 86_400
    if rest.isEmpty { return (seconds, 0) }
    guard skip(&rest, "T") || skip(&rest, "t") || skip(&rest, " "), let hour = digits(&rest, 2),
        skip(&rest, ":"),
        let minute = digits(&rest, 2), hour < 24, minute < 60
    else { return nil }
    seconds += hour * 3600 + minute * 60
    if skip(&rest, ":") {
        guard let second = digits(&rest, 2), second < 60 else { return nil }
        seconds += second
    }
    var nanoseconds: Int64 = 0
    if skip(&rest, ".") {
        let fraction = rest.prefix { $0.isASCII && $0.isNumber }
        guard (1...9).contains(fraction.count), let value = Int64(fraction) else { return nil }
        nanoseconds = (fraction.count..<9).reduce(value) { value, _ in value * 10 }
        rest = rest.dropFirst(fraction.count)
    }
    guard let offset = zoneOffset(&rest), rest.isEmpty else { return nil }
    return (seconds - offset, Int32(nanoseconds))
}

/// A span: a number with a unit (ms, s, m, h, d); seconds without one.
///
/// At most 9·10⁹ seconds (285 years), so that its nanoseconds fit in 64 bits; not negative.
public func parseDuration(_ text: String) -> (seconds: Int64, nanoseconds: Int32)? {
    let units: [(suffix: String, nanoseconds: Int128)] = [
        ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
        ("d", 86_400_000_000_000),
    ]
    let unit = units.first { text.hasSuffix($0.suffix) }
    guard let number = parseBillionths(text.dropLast(unit?.suffix.utf8.count ?? 0)), number >= 0 else {
        return nil
    }
    let nanoseconds = number * (unit?.nanoseconds ?? billion) / billion
    return nanoseconds <= 9 * billion * billion ? split(nanoseconds) : nil
}

private func parseSeconds(_ text: String) -> (seconds: Int64, nanoseconds: Int32)? {
    // Beyond 10¹¹ it is milliseconds that somebody took for seconds.
    guard let number = parseBillionths(text[...]),
        number.magnitude < 100 * billion.magnitude * billion.magnitude
    else { return nil }
    return split(number)
}

private let billion: Int128 = 1_000_000_000

/// A decimal number with at most twelve digits before its point and nine behind it, exactly, in 10⁻⁹.
private func parseBillionths(_ text: Substring) -> Int128? {
    var rest = text
    let isNegative = skip(&rest, "-")
    let whole = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(whole.count)
    var fraction: Substring = ""
    if skip(&rest, ".") {
        fraction = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(fraction.count)
        guard !fraction.isEmpty else { return nil }
    }
    guard rest.isEmpty, (1...12).contains(whole.count), fraction.count <= 9,
        let value = Int128(whole + fraction)
    else { return nil }
    let billionths = (fraction.count..<9).reduce(value) { value, _ in value * 10 }
    return isNegative ? -billionths : billionths
}

/// Whole seconds, rounded down, and what is left.
private func split(_ nanoseconds: Int128) -> (seconds: Int64, nanoseconds: Int32) {
    let left = (nanoseconds % billion + billion) % billion
    return (Int64(truncatingIfNeeded: (nanoseconds - left) / billion), Int32(truncatingIfNeeded: left))
}

/// Seconds east of UTC; nothing, as pandas writes it, is UTC.
private func zoneOffset(_ rest: inout Substring) -> Int64? {
    if rest.isEmpty || skip(&rest, "Z") || skip(&rest, "z") { return 0 }
    let sign: Int64
    if skip(&rest, "+") { sign = 1 } else if skip(&rest, "-") { sign = -1 } else { return nil }
    guard let hour = digits(&rest, 2) else { return nil }
    _ = skip(&rest, ":")
    guard let minute = digits(&rest, 2), hour < 24, minute < 60 else { return nil }
    return sign * (hour * 3600 + minute * 60)
}

private func digits(_ rest: inout Substring, _ count: Int) -> Int64? {
    let taken = rest.prefix(count)
    guard taken.count == count, taken.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    rest = rest.dropFirst(count)
    return Int64(taken)
}

private func skip(_ rest: inout Substring, _ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest = rest.dropFirst()
    return true
}

private func monthLength(_ year: Int64, _ month: Int64) -> Int64 {
    if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
}

private func daysFromCivil(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

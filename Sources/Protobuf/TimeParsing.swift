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
public func parseDuration(_ text: String) -> (seconds: Int64, nanoseconds: Int32)? {
    let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400)]
    let unit = units.first { text.hasSuffix($0.0) && Double(text.dropLast($0.0.count)) != nil }
    guard let number = Double(unit.map { String(text.dropLast($0.0.count)) } ?? text), number >= 0,
        number < 1e9
    else {
        return nil
    }
    let nanoseconds = Int64((number * (unit?.1 ?? 1) * 1e9).rounded())
    return (nanoseconds / 1_000_000_000, Int32(nanoseconds % 1_000_000_000))
}

private func parseSeconds(_ text: String) -> (seconds: Int64, nanoseconds: Int32)? {
    guard let number = Double(text), number.magnitude < 1e11, !text.contains("-") || text.hasPrefix("-")
    else { return nil }
    if let whole = Int64(text) { return (whole, 0) }
    let seconds = number.rounded(.down)
    return (Int64(seconds), Int32((number - seconds) * 1e9))
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

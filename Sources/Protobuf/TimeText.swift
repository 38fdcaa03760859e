// Times as proto3 JSON has them.

/// An instant as RFC 3339 in UTC, with 0, 3, 6 or 9 digits of a second.
///
/// - Source: the calendar arithmetic is Howard Hinnant's, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
///
/// A peer's nanoseconds may be anything; what is beyond a second counts as seconds.
public func timestampText(_ seconds: Int64, _ nanoseconds: Int32) -> String {
    let nanosecond = (nanoseconds % 1_000_000_000 + 1_000_000_000) % 1_000_000_000
    let seconds = seconds.addingClamped((Int64(nanoseconds) - Int64(nanosecond)) / 1_000_000_000)
    let second = (seconds % 86_400 + 86_400) % 86_400
    let day = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let date =
        "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, 2))"
    let time = "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    return "\(date)T\(time)\(fraction(nanosecond))Z"
}

/// A span as seconds with an "s".
public func durationText(_ seconds: Int64, _ nanoseconds: Int32) -> String {
    let sign = seconds < 0 || nanoseconds < 0 ? "-" : ""
    let nanosecond = nanoseconds.magnitude % 1_000_000_000
    let whole = Int128(seconds.magnitude) + Int128(nanoseconds.magnitude / 1_000_000_000)
    return "\(sign)\(whole)\(fraction(Int32(nanosecond)))s"
}

extension Int64 {
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}

private func fraction(_ nanoseconds: Int32) -> String {
    if nanoseconds == 0 { return "" }
    let digits = padded(Int64(nanoseconds), 9)
    if nanoseconds % 1_000_000 == 0 { return "." + digits.prefix(3) }
    if nanoseconds % 1000 == 0 { return "." + digits.prefix(6) }
    return "." + digits
}

private func padded(_ value: Int64, _ width: Int) -> String {
    if value < 0 { return "-" + padded(-value, width) }
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

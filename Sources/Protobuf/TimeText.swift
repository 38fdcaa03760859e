// Times as proto3 JSON has them.

/// An instant as RFC 3339 in UTC, with 0, 3, 6 or 9 digits of a second.
///
/// - Source: the calendar arithmetic is Howard Hinnant's, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
func timestampText(_ seconds: Int64, _ nanoseconds: Int32) -> String {
    let day = seconds >= 0 ? seconds / 86_400 : (seconds + 1) / 86_400 - 1
    let second = seconds - day * 86_400
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
    return "\(date)T\(time)\(fraction(nanoseconds))Z"
}

/// A span as seconds with an "s".
func durationText(_ seconds: Int64, _ nanoseconds: Int32) -> String {
    let sign = seconds < 0 || nanoseconds < 0 ? "-" : ""
    return "\(sign)\(seconds.magnitude)\(fraction(Int32(clamping: nanoseconds.magnitude)))s"
}

private func fraction(_ nanoseconds: Int32) -> String {
    if nanoseconds == 0 { return "" }
    let digits = padded(Int64(nanoseconds), 9)
    if nanoseconds % 1_000_000 == 0 { return "." + digits.prefix(3) }
    if nanoseconds % 1000 == 0 { return "." + digits.prefix(6) }
    return "." + digits
}

private func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// A number as people like to read it: three digits, thousands grouped.
func short(_ value: Double) -> String {
    switch value.magnitude {
    case 100...: grouped(Int(value.rounded()))
    case 10...: fixed(value, 1)
    default: fixed(value, 2)
    }
}

/// A number with so many digits behind the point.
func fixed(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
    let units = Int((value.magnitude * Double(scale)).rounded())
    let fraction = String(units % scale)
    let zeros = String(repeating: "0", count: digits - fraction.count)
    let sign = value < 0 && units > 0 ? "-" : ""
    return digits == 0 ? "\(sign)\(units)" : "\(sign)\(units / scale).\(zeros)\(fraction)"
}

/// A whole number with a comma between thousands.
func grouped(_ value: Int) -> String {
    var text = String(value.magnitude)
    var end = text.endIndex
    while let comma = text.index(end, offsetBy: -3, limitedBy: text.startIndex), comma > text.startIndex {
        text.insert(",", at: comma)
        end = comma
    }
    return (value < 0 ? "-" : "") + text
}

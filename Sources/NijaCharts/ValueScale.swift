/// A scale of values with round ticks.
///
/// - Source: steps of 1, 2, 2.5 and 5 times a power of ten, as P. Heckbert, "Nice Numbers for Graph Labels", in
///   Graphics Gems, 1990, has them.
struct ValueScale {
    /// From the first tick to the last.
    let range: ClosedRange<Double>
    /// Between two ticks.
    let step: Double
    /// The ticks, rising.
    let ticks: [Double]

    /// Makes a scale that holds `values`, with about `count` ticks.
    init(_ values: ClosedRange<Double>, count: Int) {
        var (low, high) = (values.lowerBound, values.upperBound)
        if high - low <= max(low.magnitude, high.magnitude) * 1e-9 {
            // A flat curve runs through the middle.
            let room = low == 0 ? 1 : low.magnitude * 0.05
            (low, high) = (low - room, high + room)
        }
        let step = Self.roundStep(atLeast: (high - low) / Double(max(count, 1)))
        // A value that is a tick but for rounding is that tick.
        let (first, last) = ((low / step + 1e-9).rounded(.down), (high / step - 1e-9).rounded(.up))
        self.step = step
        ticks = (0...Int(last - first)).map { (first + Double($0)) * step }
        range = first * step...last * step
    }

    /// The least round step that is not below `rough`.
    private static func roundStep(atLeast rough: Double) -> Double {
        var power = 1.0
        while power > rough { power /= 10 }
        while power * 10 <= rough { power *= 10 }
        for factor in [1, 2, 2.5, 5] where factor * power >= rough * (1 - 1e-9) { return factor * power }
        return 10 * power
    }

    /// Where a value lies, from 0 at the first tick to 1 at the last.
    func place(_ value: Double) -> Double {
        (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }

    /// Places behind the point that tell ticks apart.
    var decimals: Int {
        var (scaled, count) = (step, 0)
        while count < 8, (scaled - scaled.rounded()).magnitude > 1e-6 * scaled {
            scaled *= 10
            count += 1
        }
        return count
    }

    /// A tick as people read it.
    func label(_ tick: Double) -> String { grouped(tick, decimals: decimals) }
}

/// A number with so many places behind the point, and commas between thousands.
public func grouped(_ value: Double, decimals: Int) -> String {
    var factor = 1.0
    for _ in 0..<decimals { factor *= 10 }
    let scaled = (value * factor).rounded(.toNearestOrEven)
    guard scaled.magnitude < 9e15 else { return value.description }
    let units = Int64(scaled)
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    var whole = ""
    for (index, digit) in padded.dropLast(decimals).reversed().enumerated() {
        if index > 0, index % 3 == 0 { whole.append(",") }
        whole.append(digit)
    }
    let fraction = decimals > 0 ? "." + padded.suffix(decimals) : ""
    return (units < 0 ? "-" : "") + String(whole.reversed()) + fraction
}

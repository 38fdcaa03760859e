import NijaModel

/// What alarms say to people.
enum AlarmWording {
    /// "Win rate is low: 35 (threshold 40)".
    static func breach(_ threshold: Threshold, _ value: Double, limit: Double) -> String {
        "\(title(threshold)): \(comparison(value, limit))"
    }

    /// "Win rate is low: no longer, 42 (threshold 40)".
    static func recovery(_ threshold: Threshold, _ value: Double) -> String {
        "\(title(threshold)): no longer, \(comparison(value, threshold.thresholdValue))"
    }

    private static func title(_ threshold: Threshold) -> String {
        threshold.description.isEmpty ? threshold.key.name : threshold.description
    }

    /// Rounded for reading, but never so far that value and limit look alike.
    private static func comparison(_ value: Double, _ limit: Double) -> String {
        let (valueText, limitText) = (rounded(value), rounded(limit))
        let isBlurred = valueText == limitText && value != limit
        return isBlurred
            ? "\(plain(value)) (threshold \(plain(limit)))" : "\(valueText) (threshold \(limitText))"
    }

    /// Two decimals, or four significant digits below 1.
    static func rounded(_ value: Double) -> String {
        var scale = 100.0
        if value != 0 && value.magnitude < 1 {
            scale = 10_000
            while value.magnitude * scale < 1000 && scale < 1e15 { scale *= 10 }
        }
        let scaled = (value * scale).rounded()
        return scaled.magnitude < 1e15 ? plain(scaled / scale) : plain(value)
    }

    private static func plain(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? value.description
    }
}

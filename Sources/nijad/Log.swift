import Glibc
import NijaModel

/// Writes one JSON object a line to standard error.
enum Log {
    /// A line about something that happened.
    static func note(_ message: String, level: String = "info") {
        var line =
            "{\"time\":\"\(wallClock().rfc3339(fractionDigits: 3))\",\"level\":\"\(level)\",\"message\":\""
        for scalar in message.unicodeScalars {
            switch scalar {
            case "\"": line += "\\\""
            case "\\": line += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: line += " "
            default: line.unicodeScalars.append(scalar)
            }
        }
        let bytes = Array((line + "\"}\n").utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}

/// The wall clock.
func wallClock() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
}

import Glibc
import NijaMessages
import NijaModel
import Protobuf
import TTRPC

/// How often the daemon does what it does periodically; the defaults are those of S0's reference.
struct DaemonIntervals {
    var update = TimeSpan.seconds(300)
    var kpi = TimeSpan.seconds(3600)
    var alarmCheck = TimeSpan.seconds(60)
    var positionMonitor = TimeSpan.seconds(1)

    var message: Intervals {
        var message = Intervals()
        (message.update, message.kpi, message.alarmCheck) =
            (DurationMessage(update), DurationMessage(kpi), DurationMessage(alarmCheck))
        message.positionMonitor = DurationMessage(positionMonitor)
        return message
    }
}

extension LatencyQuantiles {
    /// The quantiles of a histogram.
    init(_ histogram: LatencyHistogram) {
        self.init()
        p50Microseconds = Double(histogram.quantileNanoseconds(0.5)) / 1000
        p99Microseconds = Double(histogram.quantileNanoseconds(0.99)) / 1000
        p999Microseconds = Double(histogram.quantileNanoseconds(0.999)) / 1000
        maxMicroseconds = Double(histogram.maxNanoseconds) / 1000
        count = histogram.count
    }
}

/// Resident memory of this process, from the second number of /proc/self/statm.
func residentBytes() -> UInt64 {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, 128, file) != nil else { return 0 }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let pages = text.split(separator: " ").dropFirst().first.flatMap { UInt64($0) } ?? 0
    return pages * UInt64(sysconf(Int32(_SC_PAGESIZE)))
}

import CBaseline
import Glibc

/// What was measured on.
struct Machine {
    let processor: String
    let kernel: String
    /// The core of both ends; nil when the scheduler chooses.
    let core: Int?
    /// Whether both ends run before ordinary processes.
    let isRealtime: Bool

    init() {
        let lines = readText("/proc/cpuinfo")?.split(separator: "\n") ?? []
        let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
        processor = model.map { String($0.drop { $0 == " " }) } ?? "unknown processor"
        let release = readText("/proc/sys/kernel/osrelease")?.split(separator: "\n").first
        kernel = "Linux " + (release.map(String.init) ?? "?")
        core = Int(exactly: baseline_core()).flatMap { $0 < 0 ? nil : $0 }
        isRealtime = baseline_is_realtime()
    }

    /// In a line.
    var text: String {
        let placement = core.map { "both ends on core \($0)" } ?? "not pinned: read these figures with care"
        return [processor, kernel, placement, isRealtime ? "real-time" : "ordinary scheduling"]
            .joined(separator: ", ")
    }
}

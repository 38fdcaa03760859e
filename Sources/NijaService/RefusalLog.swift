import TTRPC

/// Notes who was refused or cut off, so that somebody can look into it; at most a line a second, whatever is tried how
/// often.
final class RefusalLog {
    private let things: String
    private let log: (String) -> Void
    private var nextDue: MonotonicTime?
    private var suppressed = 0

    private static let pauseNanoseconds: Int64 = 1_000_000_000

    /// - Parameters:
    ///   - things: what is counted when it gets no line of its own.
    ///   - log: takes a line.
    init(counting things: String, _ log: @escaping (String) -> Void) {
        (self.things, self.log) = (things, log)
    }

    /// Writes a line, or counts it for the next one.
    func note(_ line: String, at now: MonotonicTime) {
        if let nextDue, now < nextDue {
            suppressed += 1
            return
        }
        log(suppressed == 0 ? line : "\(line) (and \(suppressed) \(things) before)")
        (nextDue, suppressed) = (now.adding(nanoseconds: Self.pauseNanoseconds), 0)
    }
}

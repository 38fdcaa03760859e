extension Server {
    /// What has happened so far.
    public struct Counters: Sendable {
        /// Calls that were begun.
        public internal(set) var calls: UInt64 = 0
        /// Calls that ended with an error.
        public private(set) var errors: UInt64 = 0
        /// Connections that were accepted.
        public internal(set) var accepted: UInt64 = 0
        /// Connections that were closed at once: not authorised, or too many.
        public internal(set) var turnedAway: UInt64 = 0
        /// From the arrival of the turn's requests to the release of their answers.
        public internal(set) var latency = LatencyHistogram()
        private var errorsByCode = [UInt64](repeating: 0, count: StatusCode.allCases.count)

        /// Calls that ended with this code.
        public func errors(_ code: StatusCode) -> UInt64 { errorsByCode[Int(code.rawValue)] }

        mutating func countError(_ code: StatusCode) {
            errors += 1
            errorsByCode[Int(code.rawValue)] += 1
        }
    }
}

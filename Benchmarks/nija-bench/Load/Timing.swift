import TTRPC

/// Times a call, one at a time.
///
/// - Parameters:
///   - rounds: how often; a tenth of that comes before, untimed.
///   - prepare: makes what the call takes; not timed.
///   - call: what is timed.
/// - Returns: the times.
/// - Throws: what the two throw.
func time<Input>(rounds: Int, _ prepare: () throws -> Input, _ call: (Input) throws -> Void) throws -> Sample
{
    for _ in 0..<rounds / 10 { try call(prepare()) }
    var times: [Int64] = []
    times.reserveCapacity(rounds)
    for _ in 0..<rounds {
        let input = try prepare()
        let start = MonotonicTime.now()
        try call(input)
        times.append(MonotonicTime.now().since(start))
    }
    return Sample(times)
}

extension Figure.Run {
    /// A run of latencies, in microseconds.
    init(_ sample: Sample, floor: Double? = nil) {
        self.init(
            value: sample.median, floor: floor,
            tail: (p99: sample.microseconds(0.99), p999: sample.microseconds(0.999)))
    }

    /// A run of `count` operations.
    init(_ count: Int, since start: MonotonicTime) {
        self.init(value: Double(count) / (Double(MonotonicTime.now().since(start)) / 1e9))
    }
}

extension Client {
    /// Sends all requests with `depth` of them in flight; half of the answers are awaited before as many follow.
    func keepInFlight(_ depth: Int, service: String, method: String, _ requests: [[UInt8]]) throws {
        var (waiting, sent): ([UInt32], Int) = ([], 0)
        while sent < requests.count || !waiting.isEmpty {
            while sent < requests.count && waiting.count < depth {
                waiting.append(try enqueue(service: service, method: method, payload: requests[sent]))
                sent += 1
            }
            try flush()
            let answered = min(waiting.count, depth / 2)
            for id in waiting.prefix(answered) { _ = try receive(id) }
            waiting.removeFirst(answered)
        }
    }
}

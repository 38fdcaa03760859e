/// What a drain had to break off.
public struct DrainOutcome: Hashable, Sendable {
    /// Calls that were not answered.
    public var unansweredCalls: Int
    /// Bytes of answers that their clients had not read.
    public var unreadBytes: Int

    /// Whether everything that was begun was answered, and every answer read.
    public var isComplete: Bool { unansweredCalls == 0 && unreadBytes == 0 }

    /// Makes an outcome.
    public init(unansweredCalls: Int, unreadBytes: Int) {
        (self.unansweredCalls, self.unreadBytes) = (unansweredCalls, unreadBytes)
    }
}

extension Server {
    /// What a drain that ended now would break off.
    public var drainOutcome: DrainOutcome {
        DrainOutcome(unansweredCalls: openCallsCount, unreadBytes: queuedBytes)
    }

    /// Ends service in good order.
    ///
    /// At once: nothing is accepted, new calls are refused with `status`, streams of either side end with it, for they
    /// might go on for ever. Other calls that were begun have until `limitNanoseconds` to be answered; then they end with `status` too, all connections are closed, and
    /// `completion` runs with what was broken off.
    public func drain(
        limitNanoseconds: Int64, status: Status, then completion: @escaping (DrainOutcome) -> Void
    ) {
        stopListening()
        refusal = status
        for call in openCalls where call.kind != .unary { call.abort(status) }
        awaitCalls(until: loop.now.adding(nanoseconds: limitNanoseconds), status, completion)
    }

    private func awaitCalls(
        until limit: MonotonicTime, _ status: Status, _ completion: @escaping (DrainOutcome) -> Void
    ) {
        // Asked in a turn of its own, after the requests that were read together with the cause of the drain.
        loop.schedule(at: loop.now.adding(nanoseconds: Limits.drainPollNanoseconds)) { [weak self] in
            guard let self else { return }
            let outcome = drainOutcome
            guard outcome.isComplete || loop.now >= limit else {
                awaitCalls(until: limit, status, completion)
                return
            }
            failOpenCalls(status)
            closeAll(status)
            completion(outcome)
        }
    }
}

extension Server {
    /// Ends service in good order.
    ///
    /// At once: nothing is accepted, new calls are refused with `status`, streams end with it. Calls that were begun
    /// have until `limitNanoseconds` to be answered; then they end with `status` too, all connections are closed, and
    /// `completion` runs.
    public func drain(
        limitNanoseconds: Int64, status: Status, then completion: @escaping () -> Void
    ) {
        stopListening()
        refusal = status
        for call in openCalls where call.method.kind.serverStreams { call.abort(status) }
        awaitCalls(until: loop.now.adding(nanoseconds: limitNanoseconds), status, completion)
    }

    private func awaitCalls(until limit: MonotonicTime, _ status: Status, _ completion: @escaping () -> Void)
    {
        // Asked in a turn of its own, after the requests that were read together with the cause of the drain.
        loop.schedule(at: loop.now.adding(nanoseconds: Limits.drainPollNanoseconds)) { [weak self] in
            guard let self else { return }
            let isDone = openCallsCount == 0 && queuedBytes == 0
            guard isDone || loop.now >= limit else {
                awaitCalls(until: limit, status, completion)
                return
            }
            failOpenCalls(status)
            closeAll(status)
            completion()
        }
    }
}

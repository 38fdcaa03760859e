/// Which calls of a connection are open, and what may come for them: the protocol's state machine.
///
/// It touches nothing: each event of the peer is one method that says what is to be done. Events are told apart as
/// *our bug* (a trap), *the peer's fault* (a status for that id; the connection lives), and *a harmless race*
/// (a CANCEL for a call that has just ended, which is ignored).
package struct StreamTable {
    /// What the client may still send for an open call.
    package enum Side: Hashable {
        /// Data may come.
        case open
        /// The client has said all.
        case closed
    }

    /// What a Request frame leads to.
    package enum OnRequest: Equatable {
        /// Begin the call; the client's side is as given.
        case begin(Side)
        /// Answer with this status.
        case reject(Status)
    }

    /// What a Data frame leads to.
    package enum OnData: Equatable {
        /// Hand the data to the call, unless `isMessage` is false; the client has said all if `isLast`.
        case deliver(isMessage: Bool, isLast: Bool)
        /// Answer with this status; a call of that id that is open ends with it too.
        case reject(Status)
    }

    private var lastID: UInt32 = 0
    private var open: [UInt32: Side] = [:]

    /// No call was begun yet.
    package init() {}

    /// Calls that are open across turns.
    package var openCount: Int { open.count }

    /// A Request frame has come.
    package mutating func receiveRequest(id: UInt32, flags: FrameFlags) -> OnRequest {
        guard id % 2 == 1 else {
            return .reject(Status(.invalidArgument, "stream id \(id) is even; a client's ids are odd"))
        }
        guard id > lastID else {
            return .reject(
                Status(.invalidArgument, "stream id \(id) is not larger than \(lastID), which was used"))
        }
        lastID = id
        guard open.count < Limits.callsInFlightMax else {
            return .reject(
                Status(
                    .resourceExhausted,
                    "\(open.count) calls are in flight; the limit is \(Limits.callsInFlightMax)"))
        }
        return .begin(flags.contains(.remoteOpen) ? .open : .closed)
    }

    /// The call goes on after its first frame was handled.
    package mutating func keepOpen(id: UInt32, _ side: Side) {
        precondition(open[id] == nil, "a call was opened twice")
        open[id] = side
    }

    /// A Data frame has come.
    package mutating func receiveData(id: UInt32, flags: FrameFlags, isEmpty: Bool) -> OnData {
        switch open[id] {
        case nil:
            return .reject(Status(.invalidArgument, "stream \(id) is not active"))
        case .closed:
            return .reject(Status(.invalidArgument, "stream \(id) was closed by the client, or is unary"))
        case .open:
            guard isEmpty || !flags.contains(.noData) else {
                return .reject(Status(.invalidArgument, "a frame that is flagged as having no data has data"))
            }
            let isLast = flags.contains(.remoteClosed)
            if isLast { open[id] = .closed }
            return .deliver(isMessage: !flags.contains(.noData), isLast: isLast)
        }
    }

    /// A Cancel frame has come; whether there is a call to end.
    ///
    /// One for a call that has ended is a harmless race.
    package func receiveCancel(id: UInt32) -> Bool {
        open[id] != nil
    }

    /// The call has ended.
    package mutating func close(id: UInt32) {
        open[id] = nil
    }
}

import Glibc

/// What a connection has to send: bytes that a barrier has released, and behind them what this turn has staged.
///
/// Staged bytes never leave before `release`; `replaceStaged` puts a status in their place for every call concerned.
struct Outbox {
    private let buffer = ByteBuffer(capacity: initialBytes)
    private var stagedFrom = 0
    private var stagedIDs: [UInt32] = []
    /// More was staged than may ever wait; what came after that was dropped, so the connection must end.
    private(set) var isOverrun = false

    private static let initialBytes = 1024
    /// Memory that an empty outbox keeps after a burst.
    private static let restingBytes = 16 << 10

    /// Bytes that wait, staged ones among them.
    var count: Int { buffer.count }
    /// Bytes that may leave now.
    var releasedCount: Int { stagedIDs.isEmpty ? buffer.count : stagedFrom }
    /// Whether something waits for the barrier.
    var hasStaged: Bool { !stagedIDs.isEmpty }

    /// Lets `write` append frames of call `id`.
    ///
    /// - Returns: whether they are the first since the last release.
    mutating func stage(_ id: UInt32, _ write: (ByteBuffer) -> Void) -> Bool {
        guard !isOverrun else { return false }
        let isFirst = stagedIDs.isEmpty
        if isFirst { stagedFrom = buffer.count }
        stagedIDs.append(id)
        write(buffer)
        isOverrun = buffer.count > Limits.queuedBytesMax
        return isFirst
    }

    /// The barrier has released what was staged.
    mutating func release() {
        stagedIDs.removeAll(keepingCapacity: true)
    }

    /// The barrier has failed: every call of the turn gets `status` instead of what was staged for it.
    ///
    /// - Returns: the ids of those calls, in ascending sequence.
    mutating func replaceStaged(by status: Status) -> [UInt32] {
        guard hasStaged else { return [] }
        buffer.truncate(to: stagedFrom)
        let ids = Set(stagedIDs).sorted()
        for id in ids { buffer.appendResponse(streamID: id, status: status) }
        stagedIDs.removeAll(keepingCapacity: true)
        return ids
    }

    /// Sends what was released, as far as the socket takes it.
    mutating func send(through socket: some ByteSocket) -> Transfer {
        var moved = 0
        while releasedCount > 0 {
            let count = socket.send(UnsafeRawBufferPointer(rebasing: buffer.bytes[..<releasedCount]))
            if count > 0 {
                buffer.removeFirst(count)
                stagedFrom -= count
                moved += count
                continue
            }
            switch Int32(-count) {
            case EINTR: continue
            case EAGAIN: return moved > 0 ? .moved(moved) : .wouldBlock
            case let number: return .failed(errno: number)
            }
        }
        buffer.shrink(to: Self.restingBytes)
        return .moved(moved)
    }
}

import Glibc

/// The two system calls of a connection, so that tests can script short counts and errors.
protocol ByteSocket {
    /// Sends bytes; how many were taken, or the negated errno.
    func send(_ bytes: UnsafeRawBufferPointer) -> Int
    /// Receives bytes; how many came, 0 at the end of input, or the negated errno.
    func receive(into target: UnsafeMutableRawBufferPointer) -> Int
}

/// A connected socket that does not block; whoever made it closes it.
struct ConnectedSocket: ByteSocket {
    let fd: Int32

    func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        let count = Glibc.send(fd, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        return count < 0 ? -Int(errno) : count
    }

    func receive(into target: UnsafeMutableRawBufferPointer) -> Int {
        let count = recv(fd, target.baseAddress, target.count, 0)
        return count < 0 ? -Int(errno) : count
    }
}

/// What came of an attempt to move bytes.
enum Transfer: Equatable {
    /// So many bytes were moved; at least one, unless there were none to move.
    case moved(Int)
    /// The socket takes or has nothing now.
    case wouldBlock
    /// The peer sends nothing more.
    case ended
    /// The connection is of no further use.
    case failed(errno: Int32)
}

extension ByteSocket {
    /// Receives once, and again only after an interruption.
    func receiveOnce(into target: UnsafeMutableRawBufferPointer) -> Transfer {
        while true {
            let count = receive(into: target)
            if count > 0 { return .moved(count) }
            switch Int32(-count) {
            case 0: return .ended
            case EINTR: continue
            case EAGAIN: return .wouldBlock
            case let number: return .failed(errno: number)
            }
        }
    }
}

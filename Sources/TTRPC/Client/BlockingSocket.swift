import CLinux
import Glibc

/// The socket of a client: sends what the kernel takes at once, and blocks while it receives.
///
/// The time limit of a receive is the socket's own (SO_RCVTIMEO), set only when it changes: a call costs no `poll`.
final class BlockingSocket {
    let fd: Int32
    private var receiveTimeoutNanoseconds: Int64 = 0

    init(connectingTo path: String, timeoutNanoseconds: Int64) throws(ClientError) {
        guard let address = try? UnixAddress(path) else {
            throw .unreachable(path: path, reason: SystemError(call: "connect", number: ENAMETOOLONG))
        }
        fd = linux_unix_socket(false)
        guard fd >= 0 else {
            throw .unreachable(path: path, reason: SystemError(call: "socket", number: errno))
        }
        // A connect that waits for the server's backlog ends with the time limit for sending.
        if timeoutNanoseconds > 0 { setTimeout(SO_SNDTIMEO, nanoseconds: timeoutNanoseconds) }
        do throws(SystemError) {
            _ = try checked("connect") { [fd] in address.withPointer { connect(fd, $0, $1) } }
        } catch {
            close(fd)
            throw .unreachable(path: path, reason: error)
        }
    }

    deinit {
        close(fd)
    }

    /// Sends what the kernel takes now.
    func send(_ bytes: UnsafeRawBufferPointer) -> Transfer {
        while true {
            let count = Glibc.send(fd, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            if count >= 0 { return .moved(count) }
            let number = errno
            if number == EAGAIN { return .wouldBlock }
            if number != EINTR { return .failed(errno: number) }
        }
    }

    /// Waits for bytes; those that are there already are taken even past the deadline, so that who is always late still
    /// hears what was said.
    ///
    /// `.wouldBlock` after an interruption or when the time limit has passed a little early.
    ///
    /// - Throws: `.deadlineExceeded`.
    func receive(
        into target: UnsafeMutableRawBufferPointer, deadline: MonotonicTime?
    ) throws(ClientError) -> Transfer {
        var left: Int64 = 0
        if let deadline {
            left = deadline.since(MonotonicTime.now())
        }
        let isLate = deadline != nil && left <= 0
        if !isLate { limitReceive(nanoseconds: left) }
        let count = recv(fd, target.baseAddress, target.count, isLate ? Int32(MSG_DONTWAIT) : 0)
        if count > 0 { return .moved(count) }
        if count == 0 { return .ended }
        let number = errno
        if isLate && number == EAGAIN { throw .deadlineExceeded(outcomeUnknown: true) }
        return number == EAGAIN || number == EINTR ? .wouldBlock : .failed(errno: number)
    }

    /// Whether the peer has closed, and nothing that it sent is left to receive.
    var isAtEnd: Bool {
        var byte: UInt8 = 0
        let count = recv(fd, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
        return count == 0 || count < 0 && errno != EAGAIN && errno != EINTR
    }

    /// Waits until there is room to send or something to receive; whether there is something to receive.
    ///
    /// - Throws: `.deadlineExceeded`.
    func awaitRoom(orInputUntil deadline: MonotonicTime?) throws(ClientError) -> Bool {
        while true {
            var milliseconds: Int32 = -1
            if let deadline {
                let left = deadline.since(MonotonicTime.now())
                if left <= 0 { throw .deadlineExceeded(outcomeUnknown: true) }
                milliseconds = Int32(clamping: (left + 999_999) / 1_000_000)
            }
            var descriptor = pollfd(fd: fd, events: Int16(POLLIN | POLLOUT), revents: 0)
            if poll(&descriptor, 1, milliseconds) > 0 { return descriptor.revents & Int16(POLLIN) != 0 }
        }
    }

    /// Sets the time limit of the next receive, unless it is as good as set: within a millisecond and 1/32.
    private func limitReceive(nanoseconds: Int64) {
        let isSame =
            (nanoseconds == 0) == (receiveTimeoutNanoseconds == 0)
            && abs(nanoseconds - receiveTimeoutNanoseconds) <= 1_000_000 + receiveTimeoutNanoseconds / 32
        if isSame { return }
        receiveTimeoutNanoseconds = nanoseconds
        setTimeout(SO_RCVTIMEO, nanoseconds: nanoseconds)
    }

    private func setTimeout(_ option: Int32, nanoseconds: Int64) {
        // Zero would mean for ever.
        let microseconds = nanoseconds == 0 ? 0 : max(1, nanoseconds / 1000)
        var time = timeval(tv_sec: Int(microseconds / 1_000_000), tv_usec: Int(microseconds % 1_000_000))
        let result = setsockopt(fd, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        precondition(result == 0, "a time limit cannot be set on a socket")
    }
}

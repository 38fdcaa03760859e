import Glibc

/// Something that a thread waits at until a test opens it; once opened it stays open.
final class Gate: Sendable {
    private let ends = TestDaemon.makePipe()

    deinit {
        close(ends.read)
        close(ends.write)
    }

    /// Waits until the gate is open.
    func pass() {
        var descriptor = pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0)
        while poll(&descriptor, 1, -1) < 0 && errno == EINTR {}
    }

    /// Lets everybody pass.
    func open() {
        var byte: UInt8 = 1
        _ = write(ends.write, &byte, 1)
    }
}

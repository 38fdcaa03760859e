import Glibc

/// The two protocols of systemd that the daemon speaks: inherited sockets and notifications.
///
/// - Source: sd_listen_fds(3) and sd_notify(3), whose protocols are stable and public.
struct Systemd {
    private let environment: [String: String]

    /// Descriptors are handed over from this number on.
    private static let firstDescriptor: Int32 = 3

    init(environment: [String: String]) {
        self.environment = environment
    }

    /// The listening socket that was handed over; nil when none was.
    var listeningSocket: Int32? {
        guard environment["LISTEN_PID"] == String(getpid()),
            environment["LISTEN_FDS"].flatMap({ Int($0) }) ?? 0 >= 1
        else { return nil }
        return Self.firstDescriptor
    }

    /// How often the watchdog wants to hear from us, in nanoseconds: half of its limit.
    ///
    /// Nil without a watchdog.
    var watchdogNanoseconds: Int64? {
        guard let limit = environment["WATCHDOG_USEC"].flatMap({ Int64($0) }), limit > 0,
            environment["WATCHDOG_PID"].map({ $0 == String(getpid()) }) ?? true
        else { return nil }
        return limit * 1000 / 2
    }

    /// Tells the service manager something ("READY=1"); nothing happens without one.
    func notify(_ state: String) {
        guard let path = environment["NOTIFY_SOCKET"], var first = path.utf8.first else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // An "@" stands for the NUL with which names of abstract sockets begin.
        if first == UInt8(ascii: "@") { first = 0 }
        let bytes = [first] + path.utf8.dropFirst()
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        _ = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, state, state.utf8.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}

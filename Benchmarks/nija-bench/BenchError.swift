import Glibc

/// Why a measurement cannot be trusted, or made at all.
struct BenchError: Error {
    let message: String

    init(_ message: String) { self.message = message }

    /// A system call that failed; reads errno.
    init(call: String) { message = "\(call): \(String(cString: strerror(errno)))" }
}

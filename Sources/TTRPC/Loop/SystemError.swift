import Glibc

/// A system call that failed.
public struct SystemError: Error, Hashable, Sendable {
    /// The call ("bind").
    public var call: String
    /// What errno said.
    public var number: Int32

    /// Makes an error.
    public init(call: String, number: Int32) {
        self.call = call
        self.number = number
    }

    /// What errno said, in words.
    public var reason: String { String(cString: strerror(number)) }
}

/// Runs a call that answers -1 for failure; reads errno at once and goes on after an interruption by a signal.
func checked(_ name: String, _ call: () -> Int32) throws(SystemError) -> Int32 {
    while true {
        let result = call()
        if result >= 0 { return result }
        let number = errno
        if number != EINTR { throw SystemError(call: name, number: number) }
    }
}

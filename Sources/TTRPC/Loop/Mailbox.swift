import CLinux
import Glibc

/// Where other threads leave results for the thread of an event loop.
///
/// The result crosses threads, the continuation does not: it waits on the loop's side under a number.
public final class Mailbox: @unchecked Sendable {  // @unchecked: `continuations` is the loop thread's alone
    private typealias Letter = (number: UInt64, value: any Sendable)

    let descriptor: Int32
    private let letters = Guarded<[Letter]>([])
    private var continuations: [UInt64: (any Sendable) -> Void] = [:]
    private var lastNumber: UInt64 = 0

    init() throws(SystemError) {
        descriptor = try checked("eventfd") { linux_eventfd() }
    }

    deinit {
        close(descriptor)
    }

    /// Results that the loop is waiting for.
    ///
    /// Loop thread only.
    public var expectedCount: Int { continuations.count }

    /// Announces a result; the loop calls `continuation` with it.
    ///
    /// Loop thread only.
    public func expect<Value: Sendable>(_ continuation: @escaping (Value) -> Void) -> UInt64 {
        lastNumber += 1
        continuations[lastNumber] = { value in
            guard let value = value as? Value else {
                preconditionFailure("a letter of another type was sent")
            }
            continuation(value)
        }
        return lastNumber
    }

    /// Leaves an announced result.
    ///
    /// Any thread.
    public func send(_ value: some Sendable, to number: UInt64) {
        letters.withLock { $0.append((number, value)) }
        var one: UInt64 = 1
        let written = write(descriptor, &one, MemoryLayout<UInt64>.size)
        precondition(
            written == MemoryLayout<UInt64>.size || errno == EAGAIN, "an eventfd cannot fail otherwise")
    }

    /// Forgets what the loop is waiting for, as at its end: results that still come are dropped.
    ///
    /// Loop thread only.
    func forgetExpected() {
        continuations.removeAll()
    }

    /// Hands all letters to their continuations.
    ///
    /// Loop thread only.
    func deliver() {
        var counter: UInt64 = 0
        _ = read(descriptor, &counter, MemoryLayout<UInt64>.size)
        let received = letters.withLock { letters in
            defer { letters.removeAll(keepingCapacity: true) }
            return letters
        }
        for letter in received { continuations.removeValue(forKey: letter.number)?(letter.value) }
    }
}

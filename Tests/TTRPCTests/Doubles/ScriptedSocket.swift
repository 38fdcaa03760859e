@testable import TTRPC

/// A socket that does what a script says: for each call so many bytes, or an errno below 0.
final class ScriptedSocket: ByteSocket {
    private var script: [Int]
    private(set) var sent: [UInt8] = []

    init(_ script: [Int]) { self.script = script }

    func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        let step = script.isEmpty ? bytes.count : script.removeFirst()
        if step < 0 { return step }
        let count = min(step, bytes.count)
        sent += bytes[..<count]
        return count
    }

    func receive(into target: UnsafeMutableRawBufferPointer) -> Int {
        script.isEmpty ? 0 : script.removeFirst()
    }
}

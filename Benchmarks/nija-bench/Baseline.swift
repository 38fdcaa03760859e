import CBaseline

/// The floors: what the same work costs with system calls alone, measured beside each figure.
enum Baseline {
    /// Round trips of as many bytes between two processes that do nothing with them.
    static func pingPong(rounds: Int, _ bytes: CallBytes, epoll: Bool = false) throws(BenchError) -> Sample {
        try sample(rounds, "ping-pong") {
            baseline_ping_pong(rounds, bytes.request, bytes.reply, epoll, $0)
        }
    }

    /// Appending 4 KB to a file in `directory` and waiting for the disk.
    static func append(rounds: Int, in directory: String) throws(BenchError) -> Sample {
        try sample(rounds, "append") { baseline_append(directory + "/append", rounds, 4096, $0) }
    }

    /// Sending so many bytes to each of `count` sockets, and receiving them.
    static func fanOut(rounds: Int, count: Int, bytes: Int) throws(BenchError) -> Sample {
        try sample(rounds, "fan-out") { baseline_fan_out(rounds, count, bytes, $0) }
    }

    private static func sample(
        _ rounds: Int, _ name: String, _ measure: (UnsafeMutablePointer<Int64>?) -> Int32
    ) throws(BenchError) -> Sample {
        var times = [Int64](repeating: 0, count: rounds)
        let result = times.withUnsafeMutableBufferPointer { measure($0.baseAddress) }
        if result != 0 { throw BenchError(call: name) }
        return Sample(times)
    }
}

/// The bytes that a call puts on the wire, headers among them.
struct CallBytes {
    var request: Int
    var reply: Int
}

import Glibc
import TTRPC

extension Suite {
    /// A call that nobody does anything for, of the bytes of a small trade; the same as the peers' echoes.
    func measureWire() throws {
        let name = "TTRPC echo"
        guard wants(name, name + ", 64 in flight") else { return }
        let path = directory + "/echo"
        let server = try ChildProcess(["/proc/self/exe", "echo", path])
        let client = try connect(to: path, of: server)
        let request = [UInt8](repeating: 0, count: EchoServer.requestBytes)
        let bytes = Bot.bytes(
            of: (EchoServer.service, EchoServer.method), request: request.count, reply: EchoServer.replyBytes)
        let rounds = 4 * sizes.calls
        try measure(name, "", .microseconds) {
            let floor = try Baseline.pingPong(rounds: rounds, bytes)
            let sample = try time(rounds: rounds, {}) {
                _ = try client.call(
                    service: EchoServer.service, method: EchoServer.method, payload: request)
            }
            return Figure.Run(sample, floor: floor.median)
        }
        try measure(name + ", 64 in flight", "", .perSecond) {
            let requests = [[UInt8]](repeating: request, count: 4 * rounds)
            let start = MonotonicTime.now()
            try client.keepInFlight(64, service: EchoServer.service, method: EchoServer.method, requests)
            return Figure.Run(requests.count, since: start)
        }
        if server.end(by: SIGTERM) != 0 { throw BenchError("the echo server ended badly") }
    }

    private func connect(to path: String, of server: ChildProcess) throws -> Client {
        while true {
            if let client = try? Client(connectingTo: path) { return client }
            if server.hasEnded { throw BenchError("the echo server does not start") }
            sched_yield()
        }
    }
}

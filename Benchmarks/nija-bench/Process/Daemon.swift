import Glibc
import NijaMessages
import Protobuf
import TTRPC

/// A nijad of our own, with a database and a socket in a directory of its own.
final class Daemon {
    /// How long the daemon took from its start until the socket answered, in milliseconds.
    let startMilliseconds: Double
    let place: Place
    let process: ChildProcess
    /// How safe a write is once acknowledged.
    let durability: String

    /// Where a daemon keeps what it has.
    struct Place {
        let directory: String
        var socket: String { directory + "/s" }
        var data: String { directory + "/data" }
        var log: String { directory + "/log" }
    }

    /// Starts a daemon in `place`, which may have a database already, and waits until it answers.
    init(_ programs: Programs, in place: Place, durability: String) throws(BenchError) {
        self.place = place
        self.durability = durability
        mkdir(place.directory, 0o700)
        let start = MonotonicTime.now()
        process = try ChildProcess(
            [
                programs.nijad, "--data", place.data, "--socket", place.socket, "--durability", durability,
            ], output: place.log)
        while !Self.answers(place.socket) {
            if process.hasEnded {
                throw BenchError("nijad does not start: \(readText(place.log) ?? "no log")")
            }
            sched_yield()
        }
        startMilliseconds = Double(MonotonicTime.now().since(start)) / 1e6
    }

    private static func answers(_ socket: String) -> Bool {
        guard let client = try? Client(connectingTo: socket) else { return false }
        let method = SystemService.checkHealth
        return (try? client.call(service: method.service, method: method.name, payload: [])) != nil
    }

    /// Ends it in good order.
    func stop() throws(BenchError) {
        let code = process.end(by: SIGTERM)
        if code != 0 { throw BenchError("nijad ended with \(code): \(readText(place.log) ?? "no log")") }
    }

    /// Ends it at once, as a power switch would.
    func kill() {
        _ = process.end(by: SIGKILL)
    }

    /// Memory that is in RAM, in MB.
    func residentMegabytes() throws(BenchError) -> Double {
        guard let size = process.residentMegabytes else { throw BenchError("nijad has no memory to measure") }
        return size
    }
}

/// Where the programs are that are measured.
struct Programs {
    let directory: String
    var nijad: String { directory + "/nijad" }
    var nijactl: String { directory + "/nijactl" }
}

import NijaMessages
import Protobuf
import TTRPC

extension Suite {
    /// The least that a call can cost, beside a server in C that does nothing.
    func measureHealth(_ daemon: Daemon) throws {
        let bot = try Bot(socket: daemon.place.socket, account: "health")
        let method = SystemService.checkHealth
        let reply = try bot.send(method, [])
        let bytes = Bot.bytes(of: method, request: 0, reply: reply.count)
        let rounds = 4 * sizes.calls
        try measure("raw C ping-pong that waits in epoll", daemon.durability, .microseconds) {
            let floor = try Baseline.pingPong(rounds: rounds, bytes)
            return Figure.Run(try Baseline.pingPong(rounds: rounds, bytes, epoll: true), floor: floor.median)
        }
        try measure("CheckHealth", daemon.durability, .microseconds, goal: .timesFloor(1.5)) {
            let floor = try Baseline.pingPong(rounds: rounds, bytes)
            let sample = try time(rounds: rounds, {}) { try bot.send(method, []) }
            return Figure.Run(sample, floor: floor.median)
        }
    }
}

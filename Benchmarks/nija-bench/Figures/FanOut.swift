import NijaMessages
import Protobuf
import TTRPC

extension Suite {
    /// From the moment a trade is sent until the last of many subscribers has it.
    func measureFanOut(_ daemon: Daemon) throws {
        let name = "trade sent to last of \(grouped(sizes.subscribers)) subscribers"
        guard wants(name) else { return }
        let bot = try Bot(socket: daemon.place.socket, account: "fan-out")
        var (request, filter) = (StreamTradesRequest(), TradeFilter())
        filter.account = bot.account
        request.filter = filter
        let audience = try (0..<sizes.subscribers).map { _ in
            try Subscriber(socket: daemon.place.socket, TradeService.streamTrades, request)
        }
        try bot.awaitSubscribers(sizes.subscribers)

        let method = TradeService.recordTrade
        var bytes = 0
        func event(_ request: [UInt8]) throws {
            let id = try bot.client.start(service: method.service, method: method.name, payload: request)
            for subscriber in audience { bytes = try subscriber.receive().count + Limits.headerBytes }
            _ = try bot.client.receive(id)
        }
        try event(bot.nextRecording())
        let rounds = max(3, sizes.calls / 100)
        try measure(name, daemon.durability, .microseconds, goal: .atMost(20_000)) {
            let floor = try Baseline.fanOut(rounds: rounds, count: sizes.subscribers, bytes: bytes)
            return Figure.Run(try time(rounds: rounds, { bot.nextRecording() }, event), floor: floor.median)
        }
    }
}

import NijaMessages
import Protobuf
import TTRPC

extension Suite {
    /// From the moment a price is sent until the event of the position that it closes is at a subscriber.
    func measureStop(_ daemon: Daemon) throws {
        let name = "price sent to stop received"
        guard wants(name) else { return }
        let bot = try Bot(socket: daemon.place.socket, account: "stops")
        var (request, filter) = (StreamPositionsRequest(), PositionFilter())
        (filter.account, filter.symbol) = (bot.account, "STOP")
        request.filter = filter
        let subscriber = try Subscriber(
            socket: daemon.place.socket, PositionService.streamPositions, request)
        try bot.awaitSubscribers(1)
        let method = MarketService.pushPrice
        let price = Bot.pushing("STOP", "94")
        func round() throws -> Int64 {
            try bot.openPosition("STOP", stop: "95")
            _ = try subscriber.receive()
            let start = MonotonicTime.now()
            let id = try bot.client.start(service: method.service, method: method.name, payload: price)
            let message = try subscriber.receive()
            let took = MonotonicTime.now().since(start)
            _ = try bot.client.receive(id)
            guard case .position(let change) = try StreamPositionsResponse.decode(message).event?.payload,
                change.transition == .closed
            else { throw BenchError("something else came than the closed position") }
            return took
        }
        for _ in 0..<sizes.calls / 50 { _ = try round() }
        try measure(name, daemon.durability, .microseconds, goal: .atMost(60)) {
            Figure.Run(Sample(try (0..<sizes.calls / 5).map { _ in try round() }))
        }
        try subscriber.cancel()
    }

    /// Prices in a stream at a fixed rate, with many open positions; what reading those costs.
    func measureWatching() throws {
        let count = grouped(sizes.positions)
        let names = (
            storm: "p99 of a price in a stream of 50,000/s, \(count) open",
            beside: "the same beside ListPositions and RunMonitor",
            page: "ListPositions, 100 of \(count)", monitor: "RunMonitor, \(count) open"
        )
        guard wants(names.storm, names.beside, names.page, names.monitor) else { return }
        try withDaemon("process", in: "positions") { daemon in
            let socket = daemon.place.socket
            let bot = try Bot(socket: socket, account: "watched")
            try bot.openPositions(sizes.positions)
            let storm = try PriceStorm(socket: socket)
            let neighbour = try PriceStorm.Neighbour(socket: socket)
            for (name, neighbour) in [(names.storm, nil), (names.beside, neighbour)] {
                try measure(name, daemon.durability, .milliseconds, goal: .atMost(5)) {
                    let sample = try storm.run(milliseconds: sizes.calls, beside: neighbour)
                    return Figure.Run(value: sample.microseconds(0.99) / 1000)
                }
            }
            var list = ListPositionsRequest()
            list.pageSize = 100
            let page = list.encode()
            try measure(names.page, daemon.durability, .microseconds) {
                Figure.Run(
                    try time(rounds: sizes.calls / 10, {}) {
                        try bot.send(PositionService.listPositions, page)
                    })
            }
            try measure(names.monitor, daemon.durability, .microseconds) {
                Figure.Run(
                    try time(rounds: sizes.calls / 10, {}) { try bot.send(PositionService.runMonitor, []) })
            }
        }
    }
}

import Glibc
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

    /// Prices in a stream at a fixed rate, with many open positions; and a start with them after kill -9.
    func measureWatching() throws {
        let positions = sizes.positions
        let names = (
            storm: "p99 of a price in a stream of 50,000/s, \(grouped(positions)) open",
            start: "start-up with \(grouped(positions)) open positions after kill -9"
        )
        guard wants(names.storm, names.start) else { return }
        let place = Daemon.Place(directory: directory + "/positions")
        var daemon = try Daemon(programs, in: place, durability: "process")
        let bot = try Bot(socket: place.socket, account: "watched")
        for number in 0..<positions { try bot.openPosition("S\(number % Bot.symbolsCount)", stop: "50") }
        let storm = try PriceStorm(socket: place.socket)
        try measure(names.storm, daemon.durability, .milliseconds, goal: .atMost(5)) {
            Figure.Run(value: try storm.run(milliseconds: sizes.calls).microseconds(0.99) / 1000)
        }
        try measure(names.start, daemon.durability, .milliseconds, goal: .atMost(500)) {
            daemon.kill()
            daemon = try Daemon(programs, in: place, durability: "process")
            return Figure.Run(value: daemon.startMilliseconds)
        }
        try daemon.stop()
    }
}

/// Sends 50 prices each millisecond on one stream, and behind each fifty a call that waits for its turn.
///
/// What the call takes counts from when its millisecond began by the clock: a daemon that falls behind is seen to.
private struct PriceStorm {
    private let client: Client
    private let stream: ClientStream
    private let prices: [[UInt8]]
    private let probe = Bot.pushing("S0", "100")

    private static let pricesPerMillisecond = 50

    init(socket: String) throws {
        client = try Client(connectingTo: socket)
        let method = MarketService.pushPrices
        stream = try client.openStream(
            service: method.service, method: method.name, clientStreams: true)
        // Up and down between 90 and 110, symbol by symbol.
        prices = (0..<20_000).map { number in
            let step = number / Bot.symbolsCount
            return Bot.streaming("S\(number % Bot.symbolsCount)", "\(90 + (step < 20 ? step : 40 - step))")
        }
    }

    /// - Returns: how long each probing call took.
    func run(milliseconds: Int) throws -> Sample {
        let method = MarketService.pushPrice
        let begin = MonotonicTime.now()
        var times: [Int64] = []
        var next = 0
        for tick in 0..<milliseconds {
            let due = begin.adding(nanoseconds: Int64(tick) * 1_000_000)
            // The daemon has this core while nothing is due.
            while MonotonicTime.now() < due { sched_yield() }
            for _ in 0..<Self.pricesPerMillisecond {
                try stream.send(prices[next % prices.count])
                next += 1
            }
            _ = try client.call(service: method.service, method: method.name, payload: probe)
            times.append(MonotonicTime.now().since(due))
        }
        return Sample(times)
    }
}

extension Bot {
    /// Symbols that open positions are spread over.
    fileprivate static let symbolsCount = 500

    /// Opens a long of one at 100.
    fileprivate func openPosition(_ symbol: String, stop: String) throws {
        var (request, position) = (OpenPositionRequest(), Position())
        (position.account, position.strategy, position.symbol) = (account, "S0", symbol)
        (position.side, position.quantity, position.entryPrice) = (.long, "1", "100")
        (position.stopLoss, position.takeProfit) = (stop, "150")
        request.position = position
        try call(PositionService.openPosition, request)
    }

    /// The request that takes a price in, encoded.
    fileprivate static func pushing(_ symbol: String, _ last: String) -> [UInt8] {
        var request = PushPriceRequest()
        request.price = price(symbol, last)
        return request.encode()
    }

    /// The same on a stream.
    fileprivate static func streaming(_ symbol: String, _ last: String) -> [UInt8] {
        var request = PushPricesRequest()
        request.price = price(symbol, last)
        return request.encode()
    }

    private static func price(_ symbol: String, _ last: String) -> Price {
        var price = Price()
        (price.symbol, price.last) = (symbol, last)
        return price
    }
}

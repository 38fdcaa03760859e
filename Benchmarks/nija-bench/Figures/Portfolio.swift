import NijaMessages
import Protobuf
import TTRPC

import struct NijaModel.Day

extension Suite {
    /// What an account is worth with many open positions: when nothing has changed, and after a price each time.
    func measurePortfolio(_ daemon: Daemon) throws {
        let positions = sizes.positions / 10
        let name = "GetPortfolio, \(grouped(positions)) open positions"
        guard wants(name, name + ", a price before each") else { return }
        let bot = try Bot(socket: daemon.place.socket, account: "held")
        for number in 0..<positions { try bot.hold("H\(number % Bot.heldSymbolsCount)") }
        for number in 0..<Bot.heldSymbolsCount { try bot.push("H\(number)", "101") }
        var request = GetPortfolioRequest()
        request.account = bot.account
        let (method, bytes) = (PortfolioService.getPortfolio, request.encode())
        guard try bot.call(method, request).portfolio?.openPositions == Int32(positions) else {
            throw BenchError("the portfolio has not all positions")
        }
        let wire = Bot.bytes(of: method, request: bytes.count, reply: try bot.send(method, bytes).count)
        try measure(name, daemon.durability, .microseconds, goal: .atMost(50)) {
            let floor = try Baseline.pingPong(rounds: sizes.calls, wire)
            return Figure.Run(
                try time(rounds: sizes.calls, {}) { try bot.send(method, bytes) }, floor: floor.median)
        }
        var number = 0
        try measure(name + ", a price before each", daemon.durability, .microseconds, goal: .atMost(50)) {
            Figure.Run(
                try time(rounds: sizes.calls) {
                    number += 1
                    try bot.push("H\(number % Bot.heldSymbolsCount)", "\(100 + number % 9)")
                } _: {
                    try bot.send(method, bytes)
                })
        }
    }

    /// Ten years of an account that closes a trade each hour: all of its days, and all of its hours, page by page.
    func measureHistory(_ daemon: Daemon) throws {
        let hours = sizes.trades < 1_000_000 ? 2_400 : 87_600
        let names = (
            days: "GetAggregates, \(grouped(hours / 24)) days",
            hours: "GetAggregates, \(grouped(hours)) hours"
        )
        guard wants(names.days, names.hours) else { return }
        let bot = try Bot(socket: daemon.place.socket, account: "hourly")
        let first = Int64(try Day("2015-01-01").index) * 86_400
        for begin in stride(from: 0, to: hours, by: 1000) {
            var batch = BatchRecordTradesRequest()
            batch.trades = (begin..<min(hours, begin + 1000)).map { hour in
                var (trade, exit) = (bot.nextTrade(), TimestampMessage())
                exit.seconds = first + Int64(hour) * 3600 + 1800
                trade.exitTime = exit
                return trade
            }
            try bot.call(TradeService.batchRecordTrades, batch)
        }
        try bot.awaitAggregates(hours)
        for (name, interval, count) in [
            (names.days, AggregateInterval.day, hours / 24), (names.hours, .hour, hours),
        ] {
            try measure(name, daemon.durability, .milliseconds) {
                Figure.Run(
                    value: try time(rounds: max(3, sizes.calls / 500), {}) {
                        guard try bot.aggregates(interval) == count else {
                            throw BenchError("there are not \(count) of them")
                        }
                    }.median / 1000)
            }
        }
    }
}

extension Bot {
    /// Symbols that held positions are spread over.
    fileprivate static let heldSymbolsCount = 100

    /// Opens a long of one at 100, by one of four strategies.
    fileprivate func hold(_ symbol: String) throws {
        var (request, position) = (OpenPositionRequest(), Position())
        (position.account, position.strategy, position.symbol) = (
            account, "S\(symbol.utf8.count % 4)", symbol
        )
        (position.side, position.quantity, position.entryPrice) = (.long, "1", "100")
        request.position = position
        try call(PositionService.openPosition, request)
    }

    /// Takes a price in.
    fileprivate func push(_ symbol: String, _ last: String) throws {
        var (request, price) = (PushPriceRequest(), Price())
        (price.symbol, price.last) = (symbol, last)
        request.price = price
        try send(MarketService.pushPrice, request.encode())
    }

    /// Reads all hours or days; how many there are.
    fileprivate func aggregates(_ interval: AggregateInterval) throws -> Int {
        var request = GetAggregatesRequest()
        (request.account, request.interval, request.pageSize) = (account, interval, 1000)
        var count = 0
        repeat {
            let page = try call(PortfolioService.getAggregates, request)
            count += page.aggregates.count
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        return count
    }

    /// Waits until hours are kept: the last is answered as fast as the first then.
    fileprivate func awaitAggregates(_ count: Int) throws {
        var request = GetAggregatesRequest()
        (request.account, request.interval, request.pageSize) = (account, .hour, 1)
        var best = Int64.max
        for _ in 0..<count {
            let start = MonotonicTime.now()
            try call(PortfolioService.getAggregates, request)
            best = min(best, MonotonicTime.now().since(start))
            if best < 1_000_000 { return }
        }
    }
}

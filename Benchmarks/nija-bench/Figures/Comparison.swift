import NijaMessages
import Protobuf
import TTRPC

import struct NijaModel.Day

extension Suite {
    /// An account with ten years of daily trades beside a benchmark with ten years of closes.
    func measureComparison(_ daemon: Daemon) throws {
        let (name, method, days) = ("GetComparison over 10 years", BenchmarkService.getComparison, 3650)
        guard wants(name, "GetAggregates") else { return }
        let bot = try Bot(socket: daemon.place.socket, account: "decade")
        let first = try Day("2015-01-01")
        for begin in stride(from: 0, to: days, by: 1000) {
            var batch = BatchRecordTradesRequest()
            batch.trades = (begin..<min(days, begin + 1000)).map { day in
                var (trade, exit) = (bot.nextTrade(profit: "\(day * 7919 % 4001 - 1950)"), TimestampMessage())
                exit.seconds = (Int64(first.index) + Int64(day)) * 86_400 + 43_200
                trade.exitTime = exit
                return trade
            }
            try bot.call(TradeService.batchRecordTrades, batch)
        }
        var prices = PutBenchmarkPricesRequest()
        prices.symbol = "SPY"
        // From the day before the first return on.
        prices.prices = (-1..<days).filter { !first.adding($0).weekday.isWeekend }.map { day in
            var price = BenchmarkPrice()
            (price.date, price.close) = (
                first.adding(day).description, "\(400 + (day + 1) * 31 % 97).\((day + 1) % 10)"
            )
            return price
        }
        try bot.call(BenchmarkService.putBenchmarkPrices, prices)
        var request = GetComparisonRequest()
        (request.account, request.benchmarks) = (bot.account, [prices.symbol])
        let bytes = request.encode()
        try measure(name, daemon.durability, .microseconds, goal: .atMost(10_000)) {
            Figure.Run(try time(rounds: sizes.calls / 10, {}) { try bot.send(method, bytes) })
        }
        try measureAggregates(of: bot, daemon, from: first.adding(days - 1000))
    }

    /// The last thousand days of that account.
    private func measureAggregates(of bot: Bot, _ daemon: Daemon, from day: Day) throws {
        let method = PortfolioService.getAggregates
        var (request, range, begin) = (GetAggregatesRequest(), TimeRange(), TimestampMessage())
        begin.seconds = Int64(day.index) * 86_400
        range.from = begin
        (request.account, request.time, request.pageSize) = (bot.account, range, 1000)
        let bytes = request.encode()
        try measure("GetAggregates, 1,000 days after 7 years", daemon.durability, .microseconds) {
            Figure.Run(try time(rounds: sizes.calls / 10, {}) { try bot.send(method, bytes) })
        }
    }
}

import NijaMessages
import Protobuf
import TTRPC

extension Suite {
    /// From the moment a losing trade is sent until its alarm is at a subscriber on another connection.
    ///
    /// Every loss raises the alarm and every win between them resolves it, so that each round sees one of each.
    func measureAlarm(_ daemon: Daemon) throws {
        let name = "trade sent to alarm received"
        guard wants(name) else { return }
        let bot = try Bot(socket: daemon.place.socket, account: "alarm")
        try bot.putThreshold(named: "bench")
        var (request, filter) = (StreamAlarmsRequest(), AlarmFilter())
        (filter.account, filter.name) = (bot.account, "bench")
        request.filter = filter
        let subscriber = try Subscriber(socket: daemon.place.socket, AlarmService.streamAlarms, request)
        try bot.awaitSubscribers(1)

        let method = TradeService.recordTrade
        func record(_ profit: String, expecting expected: AlarmTransition) throws -> Int64 {
            let request = bot.nextRecording(profit: profit)
            let start = MonotonicTime.now()
            let id = try bot.client.start(service: method.service, method: method.name, payload: request)
            let message = try subscriber.receive()
            let took = MonotonicTime.now().since(start)
            _ = try bot.client.receive(id)
            guard case .alarm(let change) = try StreamAlarmsResponse.decode(message).event?.payload,
                change.transition == expected
            else { throw BenchError("something else came than the alarm \(expected)") }
            return took
        }
        try measure(name, daemon.durability, .microseconds, goal: .atMost(60)) {
            let times = try (0..<sizes.calls / 5).map { _ in
                let took = try record("-1", expecting: .raised)
                _ = try record("1", expecting: .resolved)
                return took
            }
            return Figure.Run(Sample(times))
        }
    }
}

extension Bot {
    /// Sets a threshold on its account that each loss breaches and each win ends.
    fileprivate func putThreshold(named name: String) throws {
        var (request, threshold) = (PutThresholdRequest(), Threshold())
        (threshold.name, threshold.account, threshold.metric) = (name, account, "consecutive_losses")
        (threshold.category, threshold.severity) = (.tradePerformance, .warning)
        (threshold.comparison, threshold.thresholdValue) = (.gte, 1)
        request.threshold = threshold
        try call(AlarmService.putThreshold, request)
    }
}

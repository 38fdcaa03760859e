import NijaMessages
import Protobuf
import TTRPC

extension Bot {
    /// Asks for all figures of its account.
    var summaryRequest: GetKpiSummaryRequest {
        var (request, scope) = (GetKpiSummaryRequest(), KpiScope())
        scope.account = account
        request.scope = scope
        return request
    }
}

extension Suite {
    /// All figures of an account with few trades and of one with many, in turn: neither may know how many there are.
    func measureKpis(_ daemon: Daemon, small: Bot, large: Bot) throws {
        let (name, method) = ("GetKpiSummary", KpiService.getKpiSummary)
        func sample(_ bot: Bot) throws -> Sample {
            let request = bot.summaryRequest.encode()
            return try time(rounds: sizes.calls, {}) { try bot.send(method, request) }
        }
        for bot in [small, large] {
            let request = bot.summaryRequest.encode()
            let bytes = Bot.bytes(
                of: method, request: request.count, reply: try bot.send(method, request).count)
            try measure(
                "\(name), \(grouped(bot.tradesCount)) trades", daemon.durability, .microseconds,
                goal: .atMost(30)
            ) {
                let floor = try Baseline.pingPong(rounds: sizes.calls, bytes)
                return Figure.Run(try sample(bot), floor: floor.median)
            }
        }
        try measure(
            "\(name), many trades against few", daemon.durability, .microseconds, goal: .timesFloor(1.2)
        ) {
            let few = try sample(small)
            return Figure.Run(try sample(large), floor: few.median)
        }
    }
}

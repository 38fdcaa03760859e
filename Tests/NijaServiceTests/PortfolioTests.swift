import NijaClient
import NijaMessages
import NijaModel
import Testing

@testable import NijaService

@Suite("Portfolios that are followed")
struct PortfolioTests {
    private func open(_ bot: NijaClient, _ id: String = "p1") throws {
        var request = OpenPositionRequest()
        var position = NijaMessages.Position()
        (position.positionID, position.strategy, position.symbol) = (id, "grid", "BTC-USD")
        (position.side, position.quantity, position.entryPrice) = (.long, "1", "100")
        request.position = position
        _ = try bot.call(PositionService.openPosition, request)
    }

    private func create(_ name: String, _ currency: String, _ bot: NijaClient) throws {
        var (request, account) = (CreateAccountRequest(), NijaMessages.Account())
        (account.name, account.initialCapital, account.currency) = (name, "500", currency)
        request.account = account
        _ = try bot.call(AccountService.createAccount, request)
    }

    private func push(_ bot: NijaClient, _ price: Int) throws {
        var request = PushPriceRequest()
        var message = NijaMessages.Price()
        (message.symbol, message.last) = ("BTC-USD", "\(price)")
        request.price = message
        _ = try bot.call(MarketService.pushPrice, request)
    }

    private func next(_ stream: MessageStream<StreamPortfolioResponse>) throws -> NijaMessages.Portfolio? {
        while let event = try stream.next()?.event {
            if case .portfolio(let portfolio) = event.payload { return portfolio }
        }
        return nil
    }

    private func follow(_ daemon: TestDaemon) throws -> MessageStream<StreamPortfolioResponse> {
        var request = StreamPortfolioRequest()
        request.minInterval = DurationMessage()
        return try daemon.bot().stream(PortfolioService.streamPortfolio, request)
    }

    @Test("come at once, and then with every change")
    func changes() throws {
        let daemon = try TestDaemon()
        let (bot, stream) = (try daemon.bot(), try follow(daemon))
        #expect(try next(stream)?.totalValue == "1000")
        try open(bot)
        #expect(try next(stream)?.openPositions == 1)
        try push(bot, 120)
        let portfolio = try #require(try next(stream))
        #expect(portfolio.totalValue == "1020")
        #expect(portfolio.unrealizedPnl == "20")
        #expect(portfolio.bySymbol.map(\.key) == ["BTC-USD"])
        #expect(portfolio.byStrategy.first?.exposure == "120")
    }

    @Test("what changes nothing is not sent")
    func unchanged() throws {
        let daemon = try TestDaemon()
        let (bot, stream) = (try daemon.bot(), try follow(daemon))
        _ = try next(stream)
        try open(bot)
        _ = try next(stream)
        try push(bot, 120)
        try push(bot, 120)
        try push(bot, 130)
        #expect(try next(stream)?.totalValue == "1020")
        #expect(try next(stream)?.totalValue == "1030")
    }

    @Test("come in the merged stream too, of every account")
    func topic() throws {
        let daemon = try TestDaemon()
        let bot = try daemon.bot()
        try create("swing", "USD", bot)
        var request = SubscribeRequest()
        request.topics = [.portfolio]
        let stream = try daemon.bot().stream(EventService.subscribe, request)
        var worth: [String: String] = [:]
        while worth.count < 2, let event = try stream.next()?.event {
            if case .portfolio(let portfolio) = event.payload {
                worth[event.account] = portfolio.totalValue
            }
        }
        #expect(worth == ["default": "1000", "swing": "500"])
    }

    @Test("positions are listed when they are asked for, the newest first, and no more than that")
    func positions() throws {
        let daemon = try TestDaemon()
        let bot = try daemon.bot()
        for number in 1...5 { try open(bot, "p\(number)") }
        var request = GetPortfolioRequest()
        #expect(try bot.call(PortfolioService.getPortfolio, request).positions.isEmpty)
        for (count, ids) in [(2, ["p5", "p4"]), (9, ["p5", "p4", "p3", "p2", "p1"])] {
            request.positions = Int32(count)
            let found = try bot.call(PortfolioService.getPortfolio, request).positions
            #expect(found.map(\.positionID) == ids)
        }
    }

    @Test("summaries come page by page, totals of all")
    func summaries() throws {
        let daemon = try TestDaemon()
        let bot = try daemon.bot()
        for (name, currency) in [("a", "EUR"), ("b", "USD")] {
            try create(name, currency, bot)
        }
        var request = GetPortfolioSummaryRequest()
        request.pageSize = 2
        let first = try bot.call(PortfolioService.getPortfolioSummary, request)
        #expect(first.accounts.map(\.account) == ["a", "b"])
        #expect(
            first.totals.map { "\($0.accounts) in \($0.currency): \($0.totalValue)" } == [
                "1 in EUR: 500", "2 in USD: 1500",
            ])
        request.pageToken = first.nextPageToken
        let second = try bot.call(PortfolioService.getPortfolioSummary, request)
        #expect(second.accounts.map(\.account) == ["default"])
        #expect(second.totals == first.totals)
        #expect(second.nextPageToken.isEmpty)
    }
}

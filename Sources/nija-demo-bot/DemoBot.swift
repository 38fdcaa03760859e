import NijaClient
import NijaMessages
import Protobuf
import TTRPC

/// A small bot: it makes its share of a history's trades when their time has come, and does what it is told.
///
/// While it waits for the next trade it listens to StreamStrategies, so that it knows of a pause before it acts again.
/// What comes up while a strategy is paused or stopped is passed up, as a bot at a market would.
struct DemoBot {
    private let name: String
    private let account: String
    private let client: NijaClient
    private let orders: EventSubscription<StreamStrategiesRequest, StreamStrategiesResponse>
    private var own: Set<String> = []
    private var statuses: [String: StrategyStatus] = [:]
    private var recordedCount = 0
    private var passedCount = 0
    private let say: (String) -> Void

    /// Connects.
    ///
    /// - Throws: `NijaError`.
    init(_ name: String, socket: String, account: String, say: @escaping (String) -> Void) throws(NijaError) {
        (self.name, self.account, self.say) = (name, account, say)
        client = try NijaClient(socket: socket, timeoutNanoseconds: 10_000_000_000)
        orders = EventSubscription(client, StrategyService.streamStrategies, after: nil, isPinned: false) {
            after in
            var request = StreamStrategiesRequest()
            (request.account, request.afterSequence) = (account, after)
            return request
        } event: {
            $0.event
        }
    }

    /// Makes the strategies known that it trades.
    mutating func register(_ strategies: Set<String>) throws(NijaError) {
        own = strategies
        for strategy in strategies.sorted() {
            var profile = Strategy()
            (profile.account, profile.name, profile.description) = (account, strategy, "replayed by \(name)")
            var request = RegisterStrategyRequest()
            request.strategy = profile
            _ = try client.callRepeatedly(StrategyService.registerStrategy, request)
        }
    }

    /// Replays its share of a history once.
    ///
    /// - Parameters:
    ///   - history: the trades.
    ///   - share: the places of its own.
    ///   - seconds: how long the whole history takes.
    ///   - round: how often it was replayed before.
    /// - Throws: `NijaError` when nijad refuses something, or is gone for long.
    mutating func replay(
        _ history: History, _ share: [Int], seconds: Int, round: Int
    ) throws(NijaError) {
        let start = MonotonicTime.now()
        let pace = Int64(seconds) * 1_000_000_000 / Int64(max(history.trades.count, 1))
        for index in share {
            let due = start.adding(nanoseconds: Int64(index) * pace)
            while let event = try orders.next(before: due) { obey(event) }
            let trade = history.trade(at: index, round: round, account: account, bot: name)
            guard mayTrade(trade.strategy) else {
                passedCount += 1
                continue
            }
            _ = try client.recordTrade(trade)
            recordedCount += 1
        }
    }

    /// What it has done.
    var summary: String {
        "\(name): \(recordedCount) trades recorded, \(passedCount) passed up while paused or stopped"
    }

    /// A strategy that nobody has spoken of may trade.
    private func mayTrade(_ strategy: String) -> Bool {
        statuses[strategy, default: .active] == .active
    }

    private mutating func obey(_ event: Event) {
        guard case .strategy(let change) = event.payload, let strategy = change.strategy else { return }
        let before = statuses.updateValue(strategy.status, forKey: strategy.name)
        guard own.contains(strategy.name), before != nil, before != strategy.status else { return }
        let consequence = mayTrade(strategy.name) ? "trades again" : "opens nothing new"
        say("\(name) \(consequence) with \(strategy.name): \(strategy.status.shortName), \(change.reason)")
    }
}

import NijaLedger
import NijaMessages
import NijaModel
import NijaPositions
import TTRPC

/// Brings portfolios to those who follow them: at once, then what has changed, at most one an account in an interval.
///
/// Portfolios are no events: a reader that is slow, or was away, gets the newest and nothing in between. Heartbeats and
/// the end of the stream are the subscription hub's, on the same call.
final class PortfolioHub {
    /// What a portfolio can have changed by.
    private struct Stamp: Equatable {
        let sequence: UInt64
        let holdings: UInt64
    }

    private final class Feed {
        /// Whose events it goes between; it knows how far those were delivered.
        let subscription: Subscription
        /// The account; empty for every account.
        let account: String
        let exposures: Int
        let interval: TimeSpan
        /// What was sent last, without what every look changes.
        var sent: [String: NijaMessages.Portfolio] = [:]
        var seen: Stamp?
        /// When the next may be sent.
        var nextDue: MonotonicTime
        var isTimerSet = false

        var call: ServerCall { subscription.call }

        init(
            _ subscription: Subscription, account: String, exposures: Int, _ interval: TimeSpan,
            now: MonotonicTime
        ) {
            (self.subscription, self.account, self.exposures) = (subscription, account, exposures)
            (self.interval, nextDue) = (interval, now)
        }
    }

    private let engine: LedgerEngine
    private let figures: PortfolioFigures
    private let loop: EventLoop
    private let clock: () -> Timestamp
    private var feeds: [Feed] = []

    /// Before a reader that cannot take more is tried again.
    private static let retryNanoseconds: Int64 = 10_000_000

    init(
        engine: LedgerEngine, figures: PortfolioFigures, loop: EventLoop, clock: @escaping () -> Timestamp
    ) {
        (self.engine, self.figures, self.loop, self.clock) = (engine, figures, loop, clock)
    }

    /// Sends the portfolio of an account to a subscriber, then what changes; of every account when it is empty.
    func follow(_ subscription: Subscription, account: String, exposures: Int, _ interval: TimeSpan) {
        let feed = Feed(
            subscription, account: account, exposures: exposures, interval, now: loop.now)
        feeds.append(feed)
        send(feed)
    }

    /// Brings what the turn has changed to all who follow it.
    func publish() {
        guard !feeds.isEmpty else { return }
        feeds.removeAll { !$0.call.isOpen }
        for feed in feeds { send(feed) }
    }

    /// Brings what time alone has changed, as a day that has begun.
    func look() {
        for feed in feeds { feed.seen = nil }
        publish()
    }

    /// Sends what has changed, or waits until it may.
    private func send(_ feed: Feed) {
        let stamp = Stamp(
            sequence: engine.ledger.sequence, holdings: engine.ledger.positions.holdingsRevision)
        guard feed.seen != stamp, feed.call.isOpen, !feed.isTimerSet else { return }
        guard feed.nextDue <= loop.now, feed.call.isWritable else {
            feed.isTimerSet = true
            let retry = loop.now.adding(nanoseconds: Self.retryNanoseconds)
            loop.schedule(at: feed.nextDue > loop.now ? feed.nextDue : retry) { [weak self, weak feed] in
                feed?.isTimerSet = false
                if let feed { self?.send(feed) }
            }
            return
        }
        feed.seen = stamp
        let accounts = feed.account.isEmpty ? engine.ledger.accountNames : [feed.account]
        for account in accounts { send(account, to: feed) }
    }

    private func send(_ account: String, to feed: Feed) {
        let now = clock()
        guard let portfolio = try? figures.message(account, exposures: feed.exposures, at: now) else {
            return
        }
        let settled = portfolio.settled
        guard feed.sent.updateValue(settled, forKey: account) != settled else { return }
        feed.nextDue = loop.now.adding(nanoseconds: feed.interval.nanoseconds)
        var (response, event) = (StreamPortfolioResponse(), Event())
        (event.sequence, event.time) = (feed.subscription.cursor, TimestampMessage(now))
        (event.account, event.payload) = (account, .portfolio(portfolio))
        response.event = event
        feed.call.send(response)
    }
}

extension NijaMessages.Portfolio {
    /// The portfolio without what changes from one look to the next though nothing has happened.
    fileprivate var settled: NijaMessages.Portfolio {
        var copy = self
        (copy.time, copy.sequence, copy.priceTime) = (nil, 0, nil)
        (copy.priceAgeSeconds, copy.balanceAgeSeconds) = (nil, nil)
        return copy
    }
}

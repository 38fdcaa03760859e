import NijaLedger
import NijaMessages
import NijaModel
import NijaPositions
import Protobuf
import TTRPC

/// Brings prices to those who follow them: the newest of each symbol, at most one in an interval.
///
/// Prices are no events: a reader that is slow, or was away, gets the newest and nothing in between. Heartbeats and the
/// end of the stream are the subscription hub's, on the same call.
final class PriceHub {
    private final class Feed {
        let call: ServerCall
        let symbols: Set<String>
        let interval: TimeSpan
        /// Prices that were not sent yet.
        var waiting: [[String]: Price] = [:]
        /// When the next may be sent.
        var nextDue: MonotonicTime
        var isTimerSet = false

        init(_ call: ServerCall, _ symbols: Set<String>, _ interval: TimeSpan, now: MonotonicTime) {
            (self.call, self.symbols, self.interval, nextDue) = (call, symbols, interval, now)
        }
    }

    private let engine: LedgerEngine
    private let desk: PositionDesk
    private let loop: EventLoop
    private let clock: () -> Timestamp
    private var feeds: [Feed] = []

    /// Before a reader that cannot take more is tried again.
    private static let retryNanoseconds: Int64 = 10_000_000

    init(engine: LedgerEngine, desk: PositionDesk, loop: EventLoop, clock: @escaping () -> Timestamp) {
        self.engine = engine
        self.desk = desk
        self.loop = loop
        self.clock = clock
    }

    /// Sends the newest prices to a call, then what changes; of these symbols, or of all when there are none.
    func follow(_ call: ServerCall, symbols: [String], _ interval: TimeSpan) {
        let feed = Feed(call, Set(symbols), interval, now: loop.now)
        feeds.append(feed)
        desk.isFollowed = true
        add(engine.ledger.positions.prices, to: feed)
        send(feed)
    }

    /// Brings what has changed to all who follow it.
    func publish() {
        guard !feeds.isEmpty else { return }
        feeds.removeAll { !$0.call.isOpen }
        desk.isFollowed = !feeds.isEmpty
        let changed = desk.takeChanged()
        if changed.isEmpty { return }
        for feed in feeds {
            add(changed, to: feed)
            send(feed)
        }
    }

    private func add(_ prices: [Price], to feed: Feed) {
        for price in prices where feed.symbols.isEmpty || feed.symbols.contains(price.symbol) {
            feed.waiting[[price.symbol, price.venue]] = price
        }
    }

    /// Sends what waits, or waits until it may.
    private func send(_ feed: Feed) {
        guard !feed.waiting.isEmpty, feed.call.isOpen, !feed.isTimerSet else { return }
        guard feed.nextDue <= loop.now, feed.call.isWritable else {
            feed.isTimerSet = true
            let retry = loop.now.adding(nanoseconds: Self.retryNanoseconds)
            loop.schedule(at: feed.nextDue > loop.now ? feed.nextDue : retry) { [weak self, weak feed] in
                feed?.isTimerSet = false
                if let feed { self?.send(feed) }
            }
            return
        }
        feed.nextDue = loop.now.adding(nanoseconds: feed.interval.nanoseconds)
        for price in feed.waiting.values.sorted(by: { ($0.symbol, $0.venue) < ($1.symbol, $1.venue) }) {
            var response = StreamPricesResponse()
            var event = Event()
            (event.sequence, event.time) = (engine.ledger.sequence, TimestampMessage(clock()))
            event.payload = .price(NijaMessages.Price(price))
            response.event = event
            feed.call.send(response)
        }
        feed.waiting.removeAll(keepingCapacity: true)
    }
}

import NijaAnalytics
import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import Protobuf
import TTRPC

/// Brings committed events to subscribers: live ones as they happen, late ones from the store until they have caught up.
///
/// A subscriber that does not read costs what its connection may queue and no more: it falls behind, and is served from
/// the store from where it stopped once it reads again.
final class SubscriptionHub {
    private let engine: LedgerEngine
    private let loop: EventLoop
    private let readers: ReaderPool
    private let figures: KpiFigures
    private let clock: () -> Timestamp
    private var subscriptions: [ObjectIdentifier: Subscription] = [:]
    /// How many of them want KPI snapshots.
    private var feedsCount = 0
    /// The last event that live subscribers have been served.
    private var served: UInt64

    /// Events that a worker reads for a late subscriber at a time.
    private static let batch = 512
    /// Between tries to catch up while the workers take nothing more.
    private static let retryNanoseconds: Int64 = 50_000_000

    init(
        engine: LedgerEngine, loop: EventLoop, readers: ReaderPool, figures: KpiFigures,
        clock: @escaping () -> Timestamp
    ) {
        self.engine = engine
        self.loop = loop
        self.readers = readers
        self.figures = figures
        self.clock = clock
        served = engine.ledger.sequence
    }

    /// Open subscriptions.
    var count: Int { subscriptions.count }

    /// The last committed event.
    var lastSequence: UInt64 { served }

    // MARK: Coming and going

    /// Refuses to resume after a sequence that the ledger has not reached: such a stream would be silent.
    func checkReached(_ after: UInt64?) throws(ServiceError) {
        guard let after, after > served else { return }
        throw .status(
            Status.because(
                .outOfRange, "SEQUENCE_AHEAD",
                "after_sequence is \(after); the ledger ends at \(served). Start over."))
    }

    /// Refuses a name that the user has given to another open subscription: only one could end by it.
    func checkFree(_ name: String, uid: UInt32) throws(ServiceError) {
        guard !name.isEmpty, !named(name, uid: uid).isEmpty else { return }
        throw .status(
            Status.because(
                .alreadyExists, "SUBSCRIPTION_EXISTS",
                "subscription_id \(Names.quoted(name)) is that of another subscription of yours; end it first, or take "
                    + "another name"))
    }

    private func named(_ name: String, uid: UInt32) -> [Subscription] {
        subscriptions.values.filter { $0.name == name && $0.call.peer.uid == uid }
    }

    /// Serves a call from `after` on, or with what happens next when that is nil.
    @discardableResult
    func subscribe(
        _ call: ServerCall, _ filter: EventFilter, after: UInt64?, heartbeat: TimeSpan, name: String = "",
        kpis: KpiFeed? = nil
    ) -> Subscription {
        let subscription = Subscription(
            call: call, filter: filter, heartbeat: heartbeat, name: name, cursor: after ?? served,
            now: loop.now)
        subscription.kpis = kpis
        subscriptions[ObjectIdentifier(subscription)] = subscription
        if kpis != nil { feedsCount += 1 }
        // The call lets go of these when it ends, and a subscription lives as long as its call.
        call.onEnd = { [weak self, unowned subscription] _ in self?.remove(subscription) }
        call.onWritable = { [weak self, unowned subscription] in self?.catchUp(subscription) }
        scheduleHeartbeat(subscription)
        catchUp(subscription)
        if subscription.kpis != nil { sendKpis(subscription) }
        return subscription
    }

    /// Ends the subscription that a user has given this name; whether there was one.
    func unsubscribe(_ name: String, uid: UInt32) -> Bool {
        let found = named(name, uid: uid)
        for subscription in found {
            remove(subscription)
            subscription.call.finish()
        }
        return !found.isEmpty
    }

    /// Tells everybody where to resume, and ends their streams.
    func goAway(_ reason: String) {
        for subscription in subscriptions.values {
            send(.goingAway(sequence: subscription.cursor, at: clock(), reason: reason), to: subscription)
            remove(subscription)
            subscription.call.finish()
        }
    }

    private func remove(_ subscription: Subscription) {
        guard subscriptions.removeValue(forKey: ObjectIdentifier(subscription)) != nil else { return }
        if subscription.kpis != nil { feedsCount -= 1 }
        if let timer = subscription.heartbeatTimer { loop.cancel(timer: timer) }
        if let timer = subscription.kpiTimer { loop.cancel(timer: timer) }
    }

    // MARK: Events

    /// Serves what was committed to all who are up to date.
    func publish() {
        let committed = engine.takeCommitted()
        guard let last = committed.last?.sequence else { return }
        guard !subscriptions.isEmpty else {
            served = last
            return
        }
        let events = committed.map(PublishedEvent.init)
        for subscription in subscriptions.values
        where subscription.cursor == served && !subscription.isReading && subscription.call.isWritable {
            for event in events where subscription.filter.matches(event.event) {
                subscription.call.send(event.message)
                subscription.lastSent = loop.now
            }
            subscription.cursor = last
        }
        served = last
        noteKpis(events)
    }

    private func send(_ event: Event, to subscription: Subscription) {
        var response = SubscribeResponse()
        response.event = event
        subscription.call.send(response)
        subscription.lastSent = loop.now
    }

    /// Serves a late subscriber from the store, a batch at a time.
    private func catchUp(_ subscription: Subscription) {
        if subscription.kpis != nil { sendKpis(subscription) }
        guard subscription.cursor < served, !subscription.isReading, subscription.call.isWritable else {
            return
        }
        subscription.isReading = true
        let (after, bound, filter) = (subscription.cursor, served, subscription.filter)
        do throws(ServiceError) {
            try readers.read { reader throws(StoreError) -> LateBatch in
                let events = try reader.events(
                    after: after, upTo: bound, limit: Self.batch, kinds: filter.kinds)
                let last = events.count < Self.batch ? bound : events.last?.sequence ?? bound
                return LateBatch(
                    messages: events.filter(filter.matches).map(PublishedEvent.encode), last: last)
            } then: { [weak self] result in
                guard let self, subscription.call.isOpen else { return }
                subscription.isReading = false
                switch result {
                case .failure(let error): subscription.call.fail(error.status)
                case .success(let batch):
                    for message in batch.messages { subscription.call.send(message) }
                    if !batch.messages.isEmpty { subscription.lastSent = loop.now }
                    subscription.cursor = batch.last
                    catchUp(subscription)
                }
            }
        } catch {
            catchUpLater(subscription)
        }
    }

    /// The workers have more than enough to do; a subscriber that is late anyway waits for them.
    private func catchUpLater(_ subscription: Subscription) {
        loop.schedule(at: loop.now.adding(nanoseconds: Self.retryNanoseconds)) {
            [weak self] in
            guard let self, subscription.call.isOpen else { return }
            subscription.isReading = false
            catchUp(subscription)
        }
    }

    private struct LateBatch: Sendable {
        let messages: [[UInt8]]
        let last: UInt64
    }

    // MARK: Heartbeats

    private func scheduleHeartbeat(_ subscription: Subscription) {
        let due = subscription.lastSent.adding(nanoseconds: subscription.heartbeat.nanoseconds)
        subscription.heartbeatTimer = loop.schedule(at: max(due, loop.now)) {
            [weak self, unowned subscription] in self?.beat(subscription)
        }
    }

    private func beat(_ subscription: Subscription) {
        let silence = loop.now.since(subscription.lastSent)
        if silence >= subscription.heartbeat.nanoseconds && subscription.call.isWritable {
            send(.heartbeat(sequence: subscription.cursor, at: clock()), to: subscription)
        } else if silence >= subscription.heartbeat.nanoseconds {
            subscription.lastSent = loop.now
        }
        if subscription.call.isOpen { scheduleHeartbeat(subscription) }
    }

    // MARK: KPIs

    private func noteKpis(_ events: [PublishedEvent]) {
        if feedsCount == 0 { return }
        var changed: Set<KpiFeed.Target> = []
        for event in events {
            guard let target = Self.kpiTarget(of: event.event) else { continue }
            changed.insert(target)
            changed.insert(KpiFeed.Target(account: target.account, strategy: ""))
        }
        if changed.isEmpty { return }
        for subscription in subscriptions.values {
            guard let feed = subscription.kpis else { continue }
            let wanted = changed.filter { target in
                feed.target.map { $0 == target } ?? target.strategy.isEmpty
            }
            if wanted.isEmpty { continue }
            subscription.kpis?.dirty.formUnion(wanted)
            sendKpis(subscription)
        }
    }

    private static func kpiTarget(of event: LedgerEvent) -> KpiFeed.Target? {
        switch event.payload {
        case .tradeRecorded(let recorded), .tradeVoided(let recorded):
            KpiFeed.Target(account: recorded.trade.account, strategy: recorded.trade.strategy)
        case .balanceReported, .cashFlowRecorded, .accountChanged, .strategyChanged:
            KpiFeed.Target(account: event.account, strategy: "")
        case .alarmChanged, .thresholdChanged, .silenced, .positionOpened, .positionChanged, .priceMarked,
            .exitRulesChanged, .fillRecorded, .complianceRuleChanged, .openResultMarked:
            nil
        }
    }

    /// Sends the snapshots that are due, or waits until they are.
    private func sendKpis(_ subscription: Subscription) {
        guard var feed = subscription.kpis, !feed.dirty.isEmpty, subscription.call.isWritable else { return }
        if feed.nextDue > loop.now {
            guard subscription.kpiTimer == nil else { return }
            subscription.kpiTimer = loop.schedule(at: feed.nextDue) { [weak self, unowned subscription] in
                subscription.kpiTimer = nil
                self?.sendKpis(subscription)
            }
            return
        }
        let targets = feed.dirty.sorted { ($0.account, $0.strategy) < ($1.account, $1.strategy) }
        feed.dirty.removeAll()
        feed.nextDue = loop.now.adding(nanoseconds: feed.interval.nanoseconds)
        subscription.kpis = feed
        for target in targets {
            guard
                let snapshot = try? figures.current(
                    account: target.account, strategy: target.strategy,
                    basis: feed.basisIsNet ? .net : .gross,
                    at: clock())
            else { continue }
            var event = Event()
            (event.sequence, event.time) = (served, TimestampMessage(clock()))
            (event.account, event.payload) = (target.account, .kpis(snapshot))
            send(event, to: subscription)
        }
    }
}

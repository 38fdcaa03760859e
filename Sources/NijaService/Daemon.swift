import NijaAnalytics
import NijaBuild
public import NijaCompliance
import NijaLedger
import NijaMessages
public import NijaModel
public import NijaStore
import Protobuf
public import TTRPC

/// The whole service on one event loop: ledger, store, methods, subscribers, timers.
public final class Daemon {
    /// What it is made of.
    public struct Settings: Sendable {
        /// Who may do what.
        public var access: Access
        /// Capital of the account that exists from the start.
        public var defaultCapital: Decimal
        /// Threads for long reads.
        public var workersCount: Int
        /// How long draining may take.
        public var drainLimit: TimeSpan
        /// A connection without a request for so long is closed; one that has made a request may idle.
        public var firstRequestLimit = TimeSpan(nanoseconds: Limits.firstFrameNanoseconds)
        /// A begun frame must go on within this time.
        public var frameLimit = TimeSpan(nanoseconds: Limits.frameProgressNanoseconds)
        /// Connections in all, at most.
        public var connectionsMax = Limits.connectionsMax
        /// Connections of one user, at most.
        public var connectionsPerUserMax = Limits.connectionsPerUserMax
        /// Long reads that wait for a thread, at most.
        public var queuedReadsMax = Limits.jobsQueuedMax
        /// How often hours and days are brought up to date; what is newer, readers add by themselves.
        public var aggregateInterval = TimeSpan.seconds(5)
        /// The days on which the exchange trades.
        public var calendar = ExchangeCalendar.newYork

        /// Makes settings.
        public init(
            access: Access, defaultCapital: Decimal = Decimal(1000), workersCount: Int = 2,
            drainLimit: TimeSpan = .seconds(5)
        ) {
            self.access = access
            self.defaultCapital = defaultCapital
            self.workersCount = workersCount
            self.drainLimit = drainLimit
        }
    }

    let engine: LedgerEngine
    let readers: ReaderPool
    let figures: KpiFigures
    let hub: SubscriptionHub
    private let desk: PositionDesk
    private let prices: PriceHub
    private let worth: PortfolioFigures
    private let portfolios: PortfolioHub
    let server: Server
    let loop: EventLoop
    private let settings: Settings
    private let clock: () -> Timestamp
    private let log: (String) -> Void
    private let refusals: RefusalLog
    private let cutOffs: RefusalLog
    private let startedAt: Timestamp
    /// The wall clock may jump; how long it has been running goes by this one.
    private let begunAt: MonotonicTime
    private var handlers: [AnyObject] = []
    private var registry: Registry?
    private var isDraining = false
    /// What was broken off at the end; nil while it serves.
    public private(set) var ending: DrainOutcome?
    private(set) var intervals = DaemonIntervals()
    private(set) var isTracking = true
    private var lastKpi: Timestamp?
    private var lastAlarmCheck: Timestamp?
    private var kpiTimer: UInt64?
    private var alarmTimer: UInt64?
    private var monitorTimer: UInt64?
    /// Runs when health has changed.
    var onHealthChange: (() -> Void)?

    /// Between tries to write again after the store could not be written.
    private static let probeNanoseconds: Int64 = 250_000_000

    /// Reads the ledger back and offers every method; nothing is accepted before `listen`.
    ///
    /// - Parameters:
    ///   - store: the database.
    ///   - loop: where everything runs.
    ///   - settings: what it is made of.
    ///   - clock: the wall clock.
    ///   - log: takes a line about something that happened.
    /// - Throws: `StoreError` when the ledger cannot be read or the default account not made.
    public init(
        store: LedgerStore, loop: EventLoop, settings: Settings, clock: @escaping () -> Timestamp,
        log: @escaping (String) -> Void
    ) throws(StoreError) {
        (self.loop, self.settings, self.clock, self.log) = (loop, settings, clock, log)
        refusals = RefusalLog(counting: "refusals", log)
        cutOffs = RefusalLog(counting: "connections", log)
        (startedAt, begunAt) = (clock(), loop.now)
        engine = try LedgerEngine(store: store, now: startedAt, log: log)
        server = Server(loop: loop)
        readers = ReaderPool(
            path: store.path,
            workers: WorkerPool(
                count: settings.workersCount, mailbox: loop.mailbox, queuedMax: settings.queuedReadsMax))
        figures = KpiFigures(engine: engine)
        hub = SubscriptionHub(engine: engine, loop: loop, readers: readers, figures: figures, clock: clock)
        desk = PositionDesk(engine: engine, log: log)
        prices = PriceHub(engine: engine, desk: desk, loop: loop, clock: clock)
        worth = PortfolioFigures(engine: engine)
        portfolios = PortfolioHub(engine: engine, figures: worth, loop: loop, clock: clock)
        try restoreSettings()
        try makeDefaultAccount()
        beginDays()
        registerMethods()
        wire()
    }

    /// Accepts connections from a listening socket.
    public func listen(on descriptor: Int32) throws(SystemError) {
        try server.listen(on: descriptor)
    }

    private func registerMethods() {
        let registry = Registry(server: server, access: settings.access, refusals: refusals, clock: clock)
        let strategies = StrategyHandlers(engine: engine, hub: hub, figures: figures)
        let trades = TradeHandlers(engine: engine, readers: readers, hub: hub)
        let accounts = AccountHandlers(engine: engine, readers: readers)
        let kpis = KpiHandlers(engine: engine, readers: readers, hub: hub, figures: figures)
        let alarms = AlarmHandlers(engine: engine, readers: readers, hub: hub)
        let benchmarks = BenchmarkHandlers(engine: engine, readers: readers)
        let history = AggregateHandlers(engine: engine, readers: readers)
        let portfolio = PortfolioHandlers(
            engine: engine, figures: worth, hub: hub, portfolios: portfolios)
        let events = EventHandlers(engine: engine, hub: hub, prices: prices, portfolios: portfolios)
        let positions = PositionHandlers(engine: engine, desk: desk, readers: readers, hub: hub)
        let market = MarketHandlers(engine: engine, desk: desk, hub: hub, prices: prices)
        let calendar = settings.calendar
        let fills = FillHandlers(engine: engine, readers: readers, hub: hub, calendar: calendar)
        let compliance = ComplianceHandlers(engine: engine, readers: readers, hub: hub, calendar: calendar)
        let system = SystemHandlers(daemon: self, strategies: strategies)
        ReflectionHandlers.register(in: registry)
        trades.register(in: registry)
        accounts.register(in: registry)
        kpis.register(in: registry)
        alarms.register(in: registry)
        strategies.register(in: registry)
        benchmarks.register(in: registry)
        history.register(in: registry)
        portfolio.register(in: registry)
        events.register(in: registry)
        positions.register(in: registry)
        market.register(in: registry)
        fills.register(in: registry)
        compliance.register(in: registry)
        system.register(in: registry)
        self.registry = registry
        let aggregates = AggregateKeeper(
            engine: engine, readers: readers, loop: loop, interval: settings.aggregateInterval, log: log)
        aggregates.start()
        handlers = [
            trades, accounts, kpis, alarms, strategies, benchmarks, history, portfolio, events, positions,
            market, fills, compliance, system, aggregates,
        ]
    }

    private func wire() {
        server.firstFrameNanoseconds = settings.firstRequestLimit.nanoseconds
        server.frameProgressNanoseconds = settings.frameLimit.nanoseconds
        (server.connectionsMax, server.connectionsPerUserMax) =
            (settings.connectionsMax, settings.connectionsPerUserMax)
        server.onTurnAway = { [unowned self] peer, reason in
            refusals.note("turned away user \(peer.uid), process \(peer.pid): \(reason)", at: loop.now)
        }
        server.onCutOff = { [unowned self] peer, reason in
            cutOffs.note("cut off user \(peer.uid), process \(peer.pid): \(reason)", at: loop.now)
        }
        server.authorize = { [access = settings.access] peer in
            access.role(user: peer.uid, group: peer.gid) != nil
        }
        server.barrier = { [unowned self] in
            let status = engine.barrier(at: clock())
            if status != nil {
                forgetUnkeptSettings()
                startProbing()
            }
            return status
        }
        server.afterRelease = { [unowned self] in
            hub.publish()
            prices.publish()
            portfolios.publish()
        }
        // After the server's own step, in which the replies of the turn have left.
        loop.closingSteps.append { [unowned self] in engine.maintain(isIdle: false) }
        loop.onIdle = { [unowned self] in engine.maintain(isIdle: true) }
        scheduleKpis()
        scheduleAlarmChecks()
        scheduleMonitor()
    }

    private func makeDefaultAccount() throws(StoreError) {
        guard engine.ledger.settings(ofAccount: Names.defaultAccount) == nil else { return }
        let account = Account(
            name: Names.defaultAccount, initialCapital: settings.defaultCapital, createdAt: startedAt)
        let context = Context(now: startedAt, actor: .daemon)
        do throws(ServiceError) {
            _ = try engine.perform { ledger throws(LedgerError) in try ledger.createAccount(account, context)
            }
        } catch {
            throw StoreError(.internal, "the default account cannot be made: \(error.status.message)")
        }
        if let status = engine.barrier(at: startedAt) { throw StoreError(.ioError, status.message) }
        hub.publish()
    }

    /// Today's profit is measured from what is known before the first call.
    private func beginDays() {
        let context = Context(now: startedAt, actor: .daemon)
        _ = try? engine.perform { ledger in ledger.beginDays(context) }
        if engine.barrier(at: startedAt) != nil { startProbing() }
        hub.publish()
    }

    // MARK: Health

    var health: (ServingStatus, String) {
        if isDraining { return (.notServing, "the daemon is shutting down") }
        if case .readOnly(let error) = engine.mode { return (.readOnly, error.status.message) }
        return (.serving, "")
    }

    private func startProbing() {
        onHealthChange?()
        probeLater()
    }

    private func probeLater() {
        loop.schedule(at: loop.now.adding(nanoseconds: Self.probeNanoseconds)) { [weak self] in
            guard let self else { return }
            if engine.tryToRecover(at: clock()) { onHealthChange?() } else { probeLater() }
        }
    }

    // MARK: Time

    private func scheduleAlarmChecks() {
        if let alarmTimer { loop.cancel(timer: alarmTimer) }
        alarmTimer = loop.schedule(at: loop.now.adding(nanoseconds: intervals.alarmCheck.nanoseconds)) {
            [weak self] in
            guard let self else { return }
            let now = clock()
            lastAlarmCheck = now
            // While the store cannot be written nothing can be raised; the next check makes up for it.
            _ = try? engine.perform { ledger in ledger.tick(Context(now: now, actor: .daemon)) }
            scheduleAlarmChecks()
        }
    }

    /// Open positions are looked at for what time alone brings.
    private func scheduleMonitor() {
        if let monitorTimer { loop.cancel(timer: monitorTimer) }
        monitorTimer = loop.schedule(
            at: loop.now.adding(nanoseconds: intervals.positionMonitor.nanoseconds)
        ) { [weak self] in
            guard let self else { return }
            desk.watch(Context(now: clock(), actor: .daemon))
            portfolios.look()
            scheduleMonitor()
        }
    }

    private func scheduleKpis() {
        if let kpiTimer { loop.cancel(timer: kpiTimer) }
        kpiTimer = loop.schedule(at: loop.now.adding(nanoseconds: intervals.kpi.nanoseconds)) { [weak self] in
            guard let self else { return }
            if isTracking { keepSnapshots() }
            scheduleKpis()
        }
    }

    private func keepSnapshots() {
        let now = clock()
        do throws(ServiceError) {
            for name in engine.ledger.accountNames {
                let snapshot = try figures.current(account: name, strategy: "", basis: .gross, at: now)
                try engine.keep { store throws(StoreError) in
                    try store.saveSnapshot(
                        account: name, time: now, sequence: engine.ledger.sequence, snapshot.encode())
                }
            }
            lastKpi = now
        } catch {
            log("KPI snapshots were not kept: \(error.status.message)")
        }
    }

    // MARK: Settings that survive restarts

    private func restoreSettings() throws(StoreError) {
        let store = engine.store
        isTracking = try store.setting("tracking") != 0
        if let value = try store.setting("interval.update") {
            intervals.update = TimeSpan(nanoseconds: value)
        }
        if let value = try store.setting("interval.kpi") { intervals.kpi = TimeSpan(nanoseconds: value) }
        if let value = try store.setting("interval.alarm_check") {
            intervals.alarmCheck = TimeSpan(nanoseconds: value)
        }
        if let value = try store.setting("interval.position_monitor") {
            intervals.positionMonitor = TimeSpan(nanoseconds: value)
        }
    }

    /// The commit failed, and with it what was set in the same turn.
    private func forgetUnkeptSettings() {
        (isTracking, intervals) = (true, DaemonIntervals())
        do throws(StoreError) { try restoreSettings() } catch {
            log("the settings cannot be read back: \(error.message)")
        }
        scheduleKpis()
        scheduleAlarmChecks()
        scheduleMonitor()
    }

    /// Turns periodic snapshots on or off; whether that was a change.
    func setTracking(_ isOn: Bool) throws(ServiceError) -> Bool {
        if isTracking == isOn { return false }
        try engine.keep { store throws(StoreError) in try store.setSetting("tracking", isOn ? 1 : 0) }
        isTracking = isOn
        return true
    }

    /// Changes the intervals that are given.
    func setIntervals(
        update: TimeSpan?, kpi: TimeSpan?, alarmCheck: TimeSpan?, positionMonitor: TimeSpan?
    ) throws(ServiceError) {
        try engine.keep { store throws(StoreError) in
            if let update { try store.setSetting("interval.update", update.nanoseconds) }
            if let kpi { try store.setSetting("interval.kpi", kpi.nanoseconds) }
            if let alarmCheck { try store.setSetting("interval.alarm_check", alarmCheck.nanoseconds) }
            if let positionMonitor {
                try store.setSetting("interval.position_monitor", positionMonitor.nanoseconds)
            }
        }
        intervals.update = update ?? intervals.update
        intervals.kpi = kpi ?? intervals.kpi
        intervals.alarmCheck = alarmCheck ?? intervals.alarmCheck
        intervals.positionMonitor = positionMonitor ?? intervals.positionMonitor
        scheduleKpis()
        scheduleAlarmChecks()
        scheduleMonitor()
    }

    // MARK: The end

    /// Ends in good order: nothing new, subscribers told where to resume, what is open finished, the state kept.
    ///
    /// Asked for again it ends at once: what is committed is safe, what is open is broken off.
    public func drain(reason: String) {
        if isDraining {
            log("ending at once: \(reason)")
            end(server.drainOutcome)
            return
        }
        isDraining = true
        log("draining: \(reason)")
        onHealthChange?()
        hub.goAway(reason)
        server.drain(
            limitNanoseconds: settings.drainLimit.nanoseconds,
            status: Status.because(
                .unavailable, "DRAINING", "the daemon is shutting down; reconnect later")
        ) { [weak self] outcome in
            guard let self else { return }
            desk.keepPrices()
            _ = engine.barrier(at: clock())
            engine.close()
            end(outcome)
        }
    }

    private func end(_ outcome: DrainOutcome) {
        ending = outcome
        if !outcome.isComplete {
            log(
                "broken off: \(outcome.unansweredCalls) calls without an answer, "
                    + "\(outcome.unreadBytes) bytes of answers that nobody has read")
        }
        loop.stop()
    }

    // MARK: Status

    /// Versions of everything.
    static let version: GetVersionResponse = {
        var response = GetVersionResponse()
        (response.version, response.commit) = (Build.version, Build.commit)
        response.schemaVersion = Int32(LedgerStore.schemaVersion)
        (response.sqliteVersion, response.protobufCVersion) = (LedgerStore.sqliteVersion, protobufCVersion())
        response.protocol = "nija.v1"
        return response
    }()

    func status() -> GetStatusResponse {
        var status = GetStatusResponse()
        (status.running, status.uptimeSeconds) = (isTracking, loop.now.since(begunAt) / 1_000_000_000)
        status.startedAt = TimestampMessage(startedAt)
        status.updatesCount = engine.updatesCount
        status.kpiCalculationsCount = figures.count
        status.alarmChecksCount = engine.ledger.alarmChecksCount
        status.lastUpdateAt = engine.lastUpdate.map(TimestampMessage.init)
        status.lastKpiAt = lastKpi.map(TimestampMessage.init)
        status.lastAlarmCheckAt = lastAlarmCheck.map(TimestampMessage.init)
        status.intervals = intervals.message
        (status.connections, status.subscribers) = (Int32(server.connectionsCount), Int32(hub.count))
        status.callsInFlight = Int32(server.openCallsCount)
        (status.queuedBytes, status.queuedJobs) = (UInt64(server.queuedBytes), Int32(readers.queuedCount))
        (status.callsCount, status.errorsCount) = (server.counters.calls, server.counters.errors)
        status.callLatency = LatencyQuantiles(server.counters.latency)
        status.commitLatency = LatencyQuantiles(engine.commitLatency)
        status.commitsCount = engine.store.commitsCount
        (status.sequence, status.tradesCount) = (engine.ledger.sequence, engine.ledger.tradesCount)
        (status.durability, status.serving) = (engine.store.durability.rawValue, health.0)
        status.databaseBytes = engine.store.totalBytes
        status.residentBytes = residentBytes()
        return status
    }
}

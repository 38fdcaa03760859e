import Glibc
import NijaAlarms
import NijaAnalytics
import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import Protobuf
import Reflection
import TTRPC

/// Serves SystemService.
final class SystemHandlers {
    /// It owns the server, whose methods lead here.
    private unowned let daemon: Daemon
    private let strategies: StrategyHandlers
    private var watchers: [ObjectIdentifier: ServerCall] = [:]

    init(daemon: Daemon, strategies: StrategyHandlers) {
        self.daemon = daemon
        self.strategies = strategies
        daemon.onHealthChange = { [weak self] in self?.tellWatchers() }
    }

    func register(in registry: Registry) {
        registerHealth(in: registry)
        registry.unary(SystemService.getStatus) { [unowned daemon] _, _ in daemon.status() }
        registry.unary(SystemService.getVersion) { _, _ in Daemon.version }
        registry.unary(SystemService.getDashboard, dashboard)
        registry.unary(SystemService.setIntervals, setIntervals)
        registry.unary(SystemService.startTracking) { [unowned daemon] _, _ throws(ServiceError) in
            var response = StartTrackingResponse()
            response.duplicate = !(try daemon.setTracking(true))
            return response
        }
        registry.unary(SystemService.stopTracking) { [unowned daemon] _, _ throws(ServiceError) in
            var response = StopTrackingResponse()
            response.duplicate = !(try daemon.setTracking(false))
            return response
        }
        registry.unaryLater(SystemService.backup, backup)
        registry.unary(SystemService.shutdown) { [unowned daemon] request, caller throws(ServiceError) in
            var fields = FieldReader()
            let reason = fields.note(request.reason, "reason")
            try fields.finish()
            daemon.drain(reason: reason.isEmpty ? "asked for by user \(caller.peer.uid)" : reason)
            return ShutdownResponse()
        }
    }

    // MARK: Health

    private func registerHealth(in registry: Registry) {
        registry.unary(SystemService.checkHealth) { [unowned daemon] request, _ throws(ServiceError) in
            try Self.checkService(request.service)
            var response = CheckHealthResponse()
            (response.status, response.reason) = daemon.health
            return response
        }
        registry.serverStream(SystemService.watchHealth) {
            [weak self] request, _, call throws(ServiceError) in
            try Self.checkService(request.service)
            guard let self else { return }
            watchers[ObjectIdentifier(call)] = call
            call.onEnd = { [weak self, unowned call] _ in self?.watchers[ObjectIdentifier(call)] = nil }
            tell(call)
        }
    }

    private static func checkService(_ name: String) throws(ServiceError) {
        var fields = FieldReader()
        _ = fields.text(name, "service")
        try fields.finish()
        if !name.isEmpty && ReflectionHandlers.schema.service(named: name) == nil {
            throw .status(
                Status.because(.notFound, "SERVICE_NOT_FOUND", "there is no service \(Names.quoted(name))"))
        }
    }

    private func tellWatchers() {
        for call in watchers.values { tell(call) }
    }

    private func tell(_ call: ServerCall) {
        var response = WatchHealthResponse()
        (response.status, response.reason) = daemon.health
        call.send(response)
    }

    // MARK: The rest

    private func dashboard(_ request: GetDashboardRequest, _ caller: Caller) throws(ServiceError)
        -> GetDashboardResponse
    {
        var fields = FieldReader()
        let account = fields.account(request.account)
        try fields.finish()
        let alarms = daemon.engine.ledger.alarms
        var response = GetDashboardResponse()
        response.kpis = try daemon.figures.current(
            account: account, strategy: "", basis: .gross, at: caller.now)
        response.alarmSummary = GetAlarmSummaryResponse(alarms, account: account)
        response.activeAlarms = alarms.activeAlarms.filter { $0.account == account }.map(
            NijaMessages.Alarm.init)
        response.strategies = try strategies.list(account, caller)
        response.service = daemon.status()
        return response
    }

    private func setIntervals(_ request: SetIntervalsRequest, _: Caller) throws(ServiceError)
        -> SetIntervalsResponse
    {
        var fields = FieldReader()
        let update = fields.span(request.intervals?.update, "intervals.update", atLeast: .seconds(1))
        let kpi = fields.span(request.intervals?.kpi, "intervals.kpi", atLeast: .seconds(1))
        let check = fields.span(request.intervals?.alarmCheck, "intervals.alarm_check", atLeast: .seconds(1))
        let monitor = fields.span(
            request.intervals?.positionMonitor, "intervals.position_monitor", atLeast: .milliseconds(100))
        try fields.finish()
        try daemon.setIntervals(update: update, kpi: kpi, alarmCheck: check, positionMonitor: monitor)
        var response = SetIntervalsResponse()
        response.intervals = daemon.intervals.message
        return response
    }

    private func backup(
        _ request: BackupRequest, _: Caller, _ responder: Responder<BackupResponse>
    ) throws(ServiceError) {
        let path = request.path
        var fields = FieldReader()
        fields.newFile(path, "path")
        try fields.finish()
        try daemon.readers.read { reader throws(StoreError) in
            try reader.backup(to: path)
            let copy = try LedgerReader(path: path)
            var response = BackupResponse()
            (response.path, response.sequence) = (path, try copy.lastSequence())
            var status = stat()
            if stat(path, &status) == 0 { response.sizeBytes = UInt64(status.st_size) }
            return response
        } then: { result in
            responder.finish(result.mapError(ServiceError.store))
        }
    }
}

extension FieldReader {
    /// The path of a file that the daemon is to make.
    fileprivate mutating func newFile(_ path: String, _ field: String) {
        var status = stat()
        if path.isEmpty {
            refuse(field, "is required")
        } else if path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            refuse(field, "is \(Names.quoted(path)); control characters are not allowed")
        } else if path.utf8.count >= PATH_MAX {
            refuse(field, "is \(path.utf8.count) bytes; the limit is \(PATH_MAX - 1)")
        } else if !path.hasPrefix("/") {
            refuse(
                field,
                "is \(Names.quoted(path)); it must be absolute, as the daemon has a directory of its own")
        } else if lstat(path, &status) == 0 {
            refuse(field, "is \(Names.quoted(path)), which exists; a backup never overwrites")
        } else if let directory = path.lastIndex(of: "/").map({ path[...$0] }),
            stat(String(directory), &status) != 0 || status.st_mode & S_IFMT != S_IFDIR
        {
            refuse(
                field, "is \(Names.quoted(path)); there is no directory \(Names.quoted(String(directory)))")
        }
    }
}

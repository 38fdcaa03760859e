import NijaAlarms
import NijaLedger
import NijaMessages
import NijaModel
import NijaStore
import Protobuf
import TTRPC

/// Serves AlarmService.
final class AlarmHandlers {
    private let engine: LedgerEngine
    private let readers: ReaderPool
    private let hub: SubscriptionHub

    init(engine: LedgerEngine, readers: ReaderPool, hub: SubscriptionHub) {
        self.engine = engine
        self.readers = readers
        self.hub = hub
    }

    func register(in registry: Registry) {
        registerReading(in: registry)
        registerActing(in: registry)
        registerThresholds(in: registry)
    }

    private func registerReading(in registry: Registry) {
        registry.unary(AlarmService.listActiveAlarms) { [engine] request, _ throws(ServiceError) in
            var fields = FieldReader()
            let conditions = fields.conditions(request.filter)
            try fields.finish()
            try engine.checkExists(account: conditions.account)
            var response = ListActiveAlarmsResponse()
            response.alarms = engine.ledger.alarms.activeAlarms.filter(conditions.matches)
                .map(NijaMessages.Alarm.init)
            return response
        }
        registry.unary(AlarmService.getAlarmSummary) { [engine] request, _ throws(ServiceError) in
            GetAlarmSummaryResponse(
                engine.ledger.alarms, account: try engine.existing(request.account))
        }
        registry.unaryLater(AlarmService.listAlarmHistory, history)
        registry.serverStream(AlarmService.streamAlarms) {
            [engine, hub] request, _, call throws(ServiceError) in
            var fields = FieldReader()
            var filter = EventFilter()
            (filter.kinds, filter.isAlarmsOnly) = (.alarms, true)
            filter.alarms = fields.conditions(request.filter)
            let heartbeat = fields.heartbeat(request.heartbeatInterval)
            try fields.finish()
            try engine.checkExists(account: filter.alarms.account)
            try hub.checkReached(request.afterSequence)
            hub.subscribe(call, filter, after: request.afterSequence, heartbeat: heartbeat)
        }
    }

    private func registerActing(in registry: Registry) {
        registry.unary(AlarmService.acknowledgeAlarm) { [engine] request, caller throws(ServiceError) in
            try Self.check(request.alarmID, note: request.note)
            let answer = try engine.perform { ledger throws(LedgerError) in
                try ledger.acknowledgeAlarm(request.alarmID, note: request.note, caller.context)
            }
            var response = AcknowledgeAlarmResponse()
            (response.alarm, response.duplicate) = (NijaMessages.Alarm(answer.value), answer.isDuplicate)
            return response
        }
        registry.unary(AlarmService.clearAlarm) { [engine] request, caller throws(ServiceError) in
            try Self.check(request.alarmID, note: request.note)
            let answer = try engine.perform { ledger throws(LedgerError) in
                try ledger.clearAlarm(request.alarmID, note: request.note, caller.context)
            }
            var response = ClearAlarmResponse()
            (response.alarm, response.duplicate) = (NijaMessages.Alarm(answer.value), answer.isDuplicate)
            return response
        }
        registry.unary(AlarmService.clearAcknowledged) { [engine] request, caller throws(ServiceError) in
            let account = try engine.existing(request.account)
            var response = ClearAcknowledgedResponse()
            response.alarms = try engine.perform { ledger throws(LedgerError) in
                ledger.clearAcknowledged(account: account, caller.context)
            }.map(NijaMessages.Alarm.init)
            return response
        }
        registry.unary(AlarmService.raiseAlarm) { [engine] request, caller throws(ServiceError) in
            var fields = FieldReader()
            let report = fields.report(request)
            try fields.finish(with: Ledger.violations(in: report))
            var response = RaiseAlarmResponse()
            response.alarm = NijaMessages.Alarm(
                try engine.perform { ledger throws(LedgerError) in
                    try ledger.raiseAlarm(report, caller.context)
                })
            return response
        }
    }

    /// What acting on one alarm asks for.
    private static func check(_ alarmID: String, note: String) throws(ServiceError) {
        var fields = FieldReader()
        _ = (fields.requiredText(alarmID, "alarm_id"), fields.note(note, "note"))
        try fields.finish()
    }

    private func registerThresholds(in registry: Registry) {
        registry.unary(AlarmService.putThreshold) { [engine] request, caller throws(ServiceError) in
            var fields = FieldReader()
            let threshold = fields.threshold(request.threshold)
            try fields.finish(with: Ledger.violations(in: threshold))
            let (kept, isNew) = try engine.perform { ledger throws(LedgerError) in
                try ledger.putThreshold(threshold, caller.context)
            }
            var response = PutThresholdResponse()
            (response.threshold, response.created) = (NijaMessages.Threshold(kept), isNew)
            return response
        }
        registry.unary(AlarmService.listThresholds) { [engine] request, _ throws(ServiceError) in
            let account = try engine.existing(request.account)
            var response = ListThresholdsResponse()
            response.thresholds = engine.ledger.alarms.thresholds(account: account)
                .map(NijaMessages.Threshold.init)
            return response
        }
        registry.unary(AlarmService.deleteThreshold) { [engine] request, caller throws(ServiceError) in
            var fields = FieldReader()
            let key = Threshold.Key(
                name: fields.requiredText(request.name, "name"), account: fields.anyAccount(request.account),
                strategy: fields.text(request.strategy, "strategy"))
            try fields.finish()
            var response = DeleteThresholdResponse()
            response.threshold = NijaMessages.Threshold(
                try engine.perform { ledger throws(LedgerError) in
                    try ledger.deleteThreshold(key, caller.context)
                })
            return response
        }
        registry.unary(AlarmService.silence) { [engine] request, caller throws(ServiceError) in
            var fields = FieldReader()
            let silence = fields.silence(request.silence, caller)
            try fields.finish(with: Ledger.violations(in: silence, at: caller.now))
            var response = SilenceResponse()
            response.silence = NijaMessages.Silence(
                try engine.perform { ledger throws(LedgerError) in try ledger.silence(silence, caller.context)
                })
            return response
        }
        registry.unary(AlarmService.listSilences) { [engine] _, caller in
            var response = ListSilencesResponse()
            response.silences = engine.ledger.alarms.silences(at: caller.now).map(NijaMessages.Silence.init)
            return response
        }
    }

    private func history(
        _ request: ListAlarmHistoryRequest, _: Caller, _ responder: Responder<ListAlarmHistoryResponse>
    ) throws(ServiceError) {
        var fields = FieldReader()
        let conditions = fields.conditions(request.filter)
        let (from, to) = fields.closedRange(request.time, "time")
        let limit = fields.pageSize(request.pageSize)
        let before = fields.numberToken(request.pageToken) ?? .max
        try fields.finish()
        try engine.checkExists(account: conditions.account)
        try readers.read { reader throws(StoreError) in
            let events = try reader.alarmHistory(from: from, to: to, before: before, limit: limit + 1) {
                conditions.matches($0.alarm)
            }
            var response = ListAlarmHistoryResponse()
            response.events = events.prefix(limit).map(Event.init)
            if events.count > limit {
                response.nextPageToken = PageToken.text(number: events[limit - 1].sequence)
            }
            return response
        } then: { result in
            responder.finish(result.mapError(ServiceError.store))
        }
    }
}

extension GetAlarmSummaryResponse {
    /// The count of alarms as a message.
    init(_ alarms: AlarmBook, account: String) {
        self.init()
        let summary = alarms.summary(account: account)
        (totalActive, totalAcknowledged) = (
            Int32(clamping: summary.active), Int32(clamping: summary.acknowledged)
        )
        for (severity, count) in summary.bySeverity {
            activeBySeverity[NijaMessages.Severity(rawValue: Int32(severity.rawValue)).shortName] = Int32(
                clamping: count)
        }
        for (category, count) in summary.byCategory {
            activeByCategory[NijaMessages.AlarmCategory(rawValue: Int32(category.rawValue)).shortName] =
                Int32(clamping: count)
        }
        totalHistorical = Int64(summary.raised)
        lastAlarm = summary.lastRaised.map(NijaMessages.Alarm.init)
    }
}

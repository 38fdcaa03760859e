public import NijaModel

extension LedgerReader {
    /// Alarm events, newest first.
    ///
    /// - Parameters:
    ///   - from: recorded at or after this.
    ///   - to: recorded before this.
    ///   - before: only those with a lower sequence: that of the last on the page before.
    ///   - limit: how many at most.
    ///   - isWanted: which.
    /// - Returns: the events.
    /// - Throws: `StoreError`.
    /// - Cost: all alarm events back to the last that is wanted.
    public func alarmHistory(
        from: Timestamp, to: Timestamp, before: UInt64, limit: Int, where isWanted: (AlarmChange) -> Bool
    ) throws(StoreError) -> [LedgerEvent] {
        let rows = try connection.prepare(
            """
            \(AlarmTable.query) WHERE sequence < ? AND recorded_at >= ? AND recorded_at < ? ORDER BY sequence DESC
            """)
        rows.bind(1, Int64(clamping: before))
        rows.bind(2, from.nanoseconds)
        rows.bind(3, to.nanoseconds)
        var events: [LedgerEvent] = []
        while events.count < limit, try rows.step() {
            let event = try AlarmTable.event(rows)
            if case .alarmChanged(let change) = event.payload, isWanted(change) { events.append(event) }
        }
        return events
    }

    /// How many alarms were ever raised in an account; in all when it is empty.
    public func alarmsRaisedCount(account: String) throws(StoreError) -> Int {
        var conditions = Conditions()
        conditions.add("account = ?", said: account)
        conditions.add("transition = ?", .choice(AlarmTransition.raised))
        let rows = try connection.prepare("SELECT count(*) FROM alarm_change WHERE \(conditions.sql)")
        conditions.bind(to: rows)
        return try rows.step() ? Int(try rows.integer(0)) : 0
    }

    /// Balance reports of an account by time, equal ones by sequence.
    ///
    /// - Parameters:
    ///   - account: the account.
    ///   - from: at or after this.
    ///   - to: before this.
    ///   - place: past this time and sequence: those of the last on the page before.
    ///   - limit: how many at most.
    /// - Returns: the reports.
    /// - Throws: `StoreError`.
    public func balanceReports(
        account: String, from: Timestamp, to: Timestamp, after place: (time: Timestamp, sequence: UInt64)?,
        limit: Int
    ) throws(StoreError) -> [BalanceReport] {
        var conditions = Conditions()
        conditions.add("account = ?", .text(account))
        conditions.add("time >= ?", .integer(max(from, place?.time ?? .min).nanoseconds))
        conditions.add("time < ?", .integer(to.nanoseconds))
        if let place {
            conditions.add(
                "(time, sequence) > (?, ?)", .integer(place.time.nanoseconds), .sequence(place.sequence))
        }
        let rows = try connection.prepare(
            "\(BalanceReportTable.query) WHERE \(conditions.sql) ORDER BY time, sequence LIMIT ?")
        conditions.bind(to: rows, .integer(Int64(clamping: limit)))
        var reports: [BalanceReport] = []
        while try rows.step() {
            var row = RowReader(rows)
            let start = try EventStart(&row)
            reports.append(try BalanceReportTable.report(&row, start))
        }
        return reports
    }

    /// Cash flows of an account at or after `from` and before `to`, by time, equal ones by sequence.
    public func cashFlows(account: String, from: Timestamp, to: Timestamp) throws(StoreError) -> [CashFlow] {
        let rows = try connection.prepare(
            "\(CashFlowTable.query) WHERE account = ? AND time >= ? AND time < ? ORDER BY time, sequence")
        rows.bind(1, account)
        rows.bind(2, from.nanoseconds)
        rows.bind(3, to.nanoseconds)
        var flows: [CashFlow] = []
        while try rows.step() {
            var row = RowReader(rows)
            let start = try EventStart(&row)
            flows.append(try CashFlowTable.flow(&row, start))
        }
        return flows
    }

    /// KPI snapshots that were kept of an account, the last kept first.
    ///
    /// - Parameters:
    ///   - account: the account.
    ///   - from: taken at or after this.
    ///   - to: taken before this.
    ///   - before: only those with a lower id: that of the last on the page before.
    ///   - limit: how many at most.
    /// - Returns: the ids and what was kept.
    /// - Throws: `StoreError`.
    public func snapshots(
        account: String, from: Timestamp, to: Timestamp, before: Int64, limit: Int
    ) throws(StoreError) -> [(id: Int64, bytes: [UInt8])] {
        let rows = try connection.prepare(
            """
            SELECT id, payload FROM kpi_snapshot WHERE account = ? AND id < ? AND time >= ? AND time < ?
            ORDER BY id DESC LIMIT ?
            """)
        rows.bind(1, account)
        rows.bind(2, before)
        rows.bind(3, from.nanoseconds)
        rows.bind(4, to.nanoseconds)
        rows.bind(5, Int64(clamping: limit))
        var found: [(id: Int64, bytes: [UInt8])] = []
        while try rows.step() { found.append((try rows.integer(0), try rows.blob(1))) }
        return found
    }
}

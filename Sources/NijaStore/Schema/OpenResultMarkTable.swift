import NijaModel

/// What open positions had come to when a balance was reported or a day began.
enum OpenResultMarkTable: EventTable {
    static let name = "open_result_mark"
    static let kind = EventKinds.openResultMarks
    static let columns = ["account", "occasion", "unrealized_pnl", "realized_pnl"]

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .openResultMarked(let mark) = event.payload else { throw .inconsistent(event) }
        row.add(mark.account)
        row.add(mark.occasion)
        row.add(mark.result.unrealizedPnL)
        row.add(mark.result.realizedPnL)
    }

    static func read(_ row: inout RowReader, _: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        let (account, occasion) = (try row.text(), try row.choice(OpenResultMark.Occasion.self))
        let result = OpenResult(unrealizedPnL: try row.decimal(), realizedPnL: try row.decimal())
        return .openResultMarked(OpenResultMark(account: account, occasion: occasion, result: result))
    }
}

import NijaModel

/// Writes events into their tables; statements are compiled once.
final class EventWriter {
    private let trade: Statement
    private let void: Statement
    private let voidMark: Statement
    private let account: Statement
    private let balance: Statement
    private let cashFlow: Statement
    private let strategy: Statement
    private let alarm: Statement
    private let threshold: Statement
    private let silence: Statement
    private let position: Statement
    private let positionChange: Statement
    private let priceMark: Statement
    private let exitRules: Statement
    private let fill: Statement
    private let complianceRule: Statement
    private let openResultMark: Statement

    init(_ connection: Connection) throws(StoreError) {
        trade = try connection.prepare(TradeTable.insertion)
        void = try connection.prepare(TradeVoidTable.insertion)
        voidMark = try connection.prepare(TradeVoidTable.mark)
        account = try connection.prepare(AccountTable.insertion)
        balance = try connection.prepare(BalanceReportTable.insertion)
        cashFlow = try connection.prepare(CashFlowTable.insertion)
        strategy = try connection.prepare(StrategyTable.insertion)
        alarm = try connection.prepare(AlarmTable.insertion)
        threshold = try connection.prepare(ThresholdTable.insertion)
        silence = try connection.prepare(SilenceTable.insertion)
        position = try connection.prepare(PositionTable.insertion)
        positionChange = try connection.prepare(PositionChangeTable.insertion)
        priceMark = try connection.prepare(PriceMarkTable.insertion)
        exitRules = try connection.prepare(ExitRulesTable.insertion)
        fill = try connection.prepare(FillTable.insertion)
        complianceRule = try connection.prepare(ComplianceRuleTable.insertion)
        openResultMark = try connection.prepare(OpenResultMarkTable.insertion)
    }

    /// Writes a row.
    func write(_ event: LedgerEvent) throws(StoreError) {
        switch event.payload {
        case .tradeRecorded: try insert(event, into: TradeTable.self, trade)
        case .tradeVoided(let recorded):
            try insert(event, into: TradeVoidTable.self, void)
            voidMark.bind(1, Int64(clamping: event.sequence))
            voidMark.bind(2, Int64(clamping: recorded.sequence))
            try voidMark.run()
        case .accountChanged: try insert(event, into: AccountTable.self, account)
        case .balanceReported: try insert(event, into: BalanceReportTable.self, balance)
        case .cashFlowRecorded: try insert(event, into: CashFlowTable.self, cashFlow)
        case .strategyChanged: try insert(event, into: StrategyTable.self, strategy)
        case .alarmChanged: try insert(event, into: AlarmTable.self, alarm)
        case .thresholdChanged: try insert(event, into: ThresholdTable.self, threshold)
        case .silenced: try insert(event, into: SilenceTable.self, silence)
        case .positionOpened: try insert(event, into: PositionTable.self, position)
        case .positionChanged: try insert(event, into: PositionChangeTable.self, positionChange)
        case .priceMarked: try insert(event, into: PriceMarkTable.self, priceMark)
        case .exitRulesChanged: try insert(event, into: ExitRulesTable.self, exitRules)
        case .fillRecorded: try insert(event, into: FillTable.self, fill)
        case .complianceRuleChanged: try insert(event, into: ComplianceRuleTable.self, complianceRule)
        case .openResultMarked: try insert(event, into: OpenResultMarkTable.self, openResultMark)
        }
    }

    private func insert<Table: EventTable>(
        _ event: LedgerEvent, into _: Table.Type, _ statement: Statement
    ) throws(StoreError) {
        var row = RowBinder(statement)
        row.add(sequence: event.sequence)
        row.add(event.time)
        row.add(event.actor)
        do throws(StoreError) {
            try Table.write(event, to: &row)
            try statement.run()
        } catch {
            statement.reset()
            throw error
        }
    }
}

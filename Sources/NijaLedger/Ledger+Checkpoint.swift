import NijaAlarms
import NijaAnalytics
public import NijaModel
import NijaPositions

// The state at one sequence as bytes, so that start-up does not grow with history.

extension Ledger: Checkpointable {
    /// Changes with the layout of a checkpoint; one of another version is ignored and history replayed.
    public static let checkpointVersion = 6

    /// Appends the state without what is pending.
    public func write(to writer: inout StateWriter) {
        writer.write(unsigned: sequence)
        writer.write(unsigned: tradesCount)
        writer.write(alarms)
        writer.write(accounts)
        writer.write(exitRules)
        writer.write(positions)
        writer.write(compliance)
    }

    /// Reads the state back.
    ///
    /// - Throws: `StateError` when the bytes are no such state.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init()
        sequence = try reader.unsigned()
        tradesCount = try reader.unsigned()
        alarms = try reader.value()
        accounts = try reader.value()
        exitRules = try reader.dictionary()
        positions = try reader.value()
        compliance = try reader.value()
    }
}

extension StrategyState: Checkpointable {
    func write(to writer: inout StateWriter) {
        writer.write(strategy)
        writer.write(performance)
        writer.write(lastNotional)
    }

    init(from reader: inout StateReader) throws(StateError) {
        strategy = try reader.value()
        performance = try reader.value()
        lastNotional = try reader.optional()
    }
}

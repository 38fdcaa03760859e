import NijaModel

/// A state of the ledger that a start can begin with.
public struct Checkpoint: Sendable {
    /// The last event that the state includes.
    public let sequence: UInt64
    /// The bytes, as they were saved.
    public let state: [UInt8]
}

/// States that were kept.
final class Checkpoints {
    private let insertion: Statement
    private let removal: Statement
    private let query: Statement

    /// Two, so that a damaged one leaves another.
    private static let keptCount = 2

    init(_ connection: Connection) throws(StoreError) {
        insertion = try connection.prepare(
            "INSERT OR REPLACE INTO checkpoint (sequence, format_version, checksum, state) VALUES (?, ?, ?, ?)"
        )
        // Ones past the last event belong to a history that was lost; they must not push out the good ones.
        removal = try connection.prepare(
            """
            DELETE FROM checkpoint WHERE sequence > ?1 OR sequence NOT IN
              (SELECT sequence FROM checkpoint WHERE sequence <= ?1 ORDER BY sequence DESC LIMIT \(Self.keptCount))
            """)
        query = try connection.prepare(
            "SELECT sequence, checksum, state FROM checkpoint WHERE format_version = ? ORDER BY sequence DESC"
        )
    }

    func save(sequence: UInt64, version: Int, state: [UInt8]) throws(StoreError) {
        insertion.bind(1, Int64(clamping: sequence))
        insertion.bind(2, Int64(version))
        insertion.bind(3, Int64(Checksum.crc32c(state.span)))
        try insertion.run(withBlob: state, at: 4)
        removal.bind(1, Int64(clamping: sequence))
        try removal.run()
    }

    /// The sound states, newest first, and the sequences of the others.
    func read(version: Int) throws(StoreError) -> (sound: [Checkpoint], damaged: [UInt64]) {
        defer { query.reset() }
        query.bind(1, Int64(version))
        var sound: [Checkpoint] = []
        var damaged: [UInt64] = []
        while try query.step() {
            let sequence = UInt64(clamping: try query.integer(0))
            let state = try query.blob(2)
            if Int64(Checksum.crc32c(state.span)) == (try query.integer(1)) {
                sound.append(Checkpoint(sequence: sequence, state: state))
            } else {
                damaged.append(sequence)
            }
        }
        return (sound, damaged)
    }
}

/// The writing connection and everything compiled on it; made anew when the store is reopened.
final class Session {
    let connection: Connection
    let writer: EventWriter
    let events: EventReader
    let lookup: Lookup
    let positions: PositionLookup
    let checkpoints: Checkpoints
    let begin: Statement
    let commit: Statement
    let rollback: Statement
    let setting: Statement
    let setSetting: Statement
    let insertSnapshot: Statement

    init(_ opening: Opening) throws(StoreError) {
        connection = try opening.open()
        writer = try EventWriter(connection)
        events = try EventReader(connection)
        lookup = try Lookup(connection)
        positions = try PositionLookup(connection)
        checkpoints = try Checkpoints(connection)
        begin = try connection.prepare("BEGIN IMMEDIATE")
        commit = try connection.prepare("COMMIT")
        rollback = try connection.prepare("ROLLBACK")
        setting = try connection.prepare("SELECT value FROM setting WHERE name = ?")
        setSetting = try connection.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)")
        insertSnapshot = try connection.prepare(
            "INSERT INTO kpi_snapshot (account, time, sequence, payload) VALUES (?, ?, ?, ?)")
    }
}

import NijaModel

/// Reads the columns of a row, one after the other.
///
/// All methods throw `.damaged` for a value that the column cannot hold.
struct RowReader: ~Copyable {
    private let statement: Statement
    private var index: Int32

    /// Begins at `column`.
    init(_ statement: Statement, from column: Int32 = 0) {
        self.statement = statement
        index = column
    }

    private mutating func next() -> Int32 {
        defer { index += 1 }
        return index
    }

    /// Passes over columns.
    mutating func skip(_ count: Int32) { index += count }

    /// Whether the next column is NULL; passes over it if it is.
    mutating func skipsNull() -> Bool {
        guard statement.isNull(index) else { return false }
        index += 1
        return true
    }

    mutating func integer() throws(StoreError) -> Int64 { try statement.integer(next()) }
    mutating func double() throws(StoreError) -> Double { try statement.double(next()) }
    mutating func text() throws(StoreError) -> String { try statement.text(next()) }
    mutating func blob() throws(StoreError) -> [UInt8] { try statement.blob(next()) }
    mutating func time() throws(StoreError) -> Timestamp { Timestamp(nanoseconds: try integer()) }

    mutating func int() throws(StoreError) -> Int { Int(try integer()) }

    mutating func sequence() throws(StoreError) -> UInt64 {
        let column = next()
        guard let value = UInt64(exactly: try statement.integer(column)) else {
            throw statement.damaged(column, "no sequence")
        }
        return value
    }

    mutating func bool() throws(StoreError) -> Bool {
        let column = next()
        let value = try statement.integer(column)
        guard value == 0 || value == 1 else { throw statement.damaged(column, "\(value), not 0 or 1") }
        return value == 1
    }

    mutating func decimal() throws(StoreError) -> Decimal {
        let column = next()
        return try statement.withText(column) { utf8 throws(StoreError) in
            do throws(DecimalError) {
                return try Decimal(utf8: utf8)
            } catch {
                throw statement.damaged(column, "no amount")
            }
        }
    }

    mutating func choice<Value: RawRepresentable<UInt8>>(
        _: Value.Type = Value.self
    ) throws(StoreError) -> Value {
        let column = next()
        let number = try statement.integer(column)
        guard let raw = UInt8(exactly: number), let value = Value(rawValue: raw) else {
            throw statement.damaged(column, "\(number), which is no \(Value.self)")
        }
        return value
    }

    /// Text where NULL means that nothing was said.
    mutating func said() throws(StoreError) -> String { skipsNull() ? "" : try text() }

    mutating func optionalTime() throws(StoreError) -> Timestamp? { skipsNull() ? nil : try time() }
    mutating func optionalDecimal() throws(StoreError) -> Decimal? { skipsNull() ? nil : try decimal() }
    mutating func optionalDouble() throws(StoreError) -> Double? { skipsNull() ? nil : try double() }
    mutating func optionalBool() throws(StoreError) -> Bool? { skipsNull() ? nil : try bool() }

    mutating func optionalChoice<Value: RawRepresentable<UInt8>>(
        _: Value.Type = Value.self
    ) throws(StoreError) -> Value? {
        skipsNull() ? nil : try choice()
    }

    /// Three columns; NULL for the daemon itself.
    mutating func actor() throws(StoreError) -> Actor {
        if skipsNull() {
            skip(2)
            return .daemon
        }
        let column = index
        let (uid, gid, pid) = (try integer(), try integer(), try integer())
        guard let uid = UInt32(exactly: uid), let gid = UInt32(exactly: gid), let pid = Int32(exactly: pid)
        else {
            throw statement.damaged(column, "no credentials")
        }
        return Actor(uid: uid, gid: gid, pid: pid)
    }

    /// A list of texts, kept as a JSON array; NULL when it is empty.
    mutating func texts() throws(StoreError) -> [String] {
        if skipsNull() { return [] }
        let column = next()
        guard let texts = TextJSON.array(try statement.text(column)) else {
            throw statement.damaged(column, "no list of texts")
        }
        return texts
    }

    /// Texts by name, kept as a JSON object; NULL when there are none.
    mutating func textsByName() throws(StoreError) -> [String: String] {
        if skipsNull() { return [:] }
        let column = next()
        guard let texts = TextJSON.object(try statement.text(column)) else {
            throw statement.damaged(column, "no texts by name")
        }
        return texts
    }

    /// The error for what was just read.
    func damaged(_ what: String) -> StoreError { statement.damaged(index - 1, what) }
}

import CSQLite
import NijaModel

/// A compiled statement: bind, step, read columns, reset.
final class Statement {
    private let handle: OpaquePointer
    private unowned let connection: Connection
    /// Tells SQLite to copy what is bound: the lifetime of a Swift string ends before the step.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ handle: OpaquePointer, connection: Connection) {
        self.handle = handle
        self.connection = connection
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Runs the statement to its end.
    func run() throws(StoreError) {
        defer { reset() }
        while try step() {}
    }

    /// Goes to the next row; false when there is none.
    func step() throws(StoreError) -> Bool {
        let result = sqlite3_step(handle)
        if result == SQLITE_ROW { return true }
        if result == SQLITE_DONE { return false }
        let error = connection.error(result, doing: String(cString: sqlite3_sql(handle)))
        reset()
        throw error
    }

    /// Makes it ready for the next run.
    func reset() {
        sqlite3_reset(handle)
    }

    // MARK: Binding; columns and parameters count from 1 here, as in SQL

    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }
    func bind(_ index: Int32, _ value: UInt64) { sqlite3_bind_int64(handle, index, Int64(bitPattern: value)) }
    func bind(_ index: Int32, _ value: Bool) { sqlite3_bind_int(handle, index, value ? 1 : 0) }
    func bind(_ index: Int32, _ value: Timestamp) { bind(index, value.nanoseconds) }
    func bindNull(_ index: Int32) { sqlite3_bind_null(handle, index) }

    func bind(_ index: Int32, _ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            // The size of what is bound is limited far below Int32.max by validation. SQLite takes a null pointer for
            // NULL, which an empty text is not.
            guard let base = utf8.baseAddress, !utf8.isEmpty else {
                sqlite3_bind_text(handle, index, "", 0, Self.copied)
                return
            }
            base.withMemoryRebound(to: CChar.self, capacity: utf8.count) { bytes in
                _ = sqlite3_bind_text(handle, index, bytes, Int32(utf8.count), Self.copied)
            }
        }
    }

    func bind(_ index: Int32, _ value: Double?) {
        if let value { sqlite3_bind_double(handle, index, value) } else { bindNull(index) }
    }

    func bind(_ index: Int32, _ value: Decimal?) {
        if let value { bind(index, value.description) } else { bindNull(index) }
    }

    func bind(_ index: Int32, optional value: Int64?) {
        if let value { bind(index, value) } else { bindNull(index) }
    }

    /// An empty text is NULL: nothing was said.
    func bind(_ index: Int32, said text: String) {
        if text.isEmpty { bindNull(index) } else { bind(index, text) }
    }

    func bind(_ index: Int32, blob bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            _ = sqlite3_bind_blob64(handle, index, buffer.baseAddress, UInt64(buffer.count), Self.copied)
        }
    }

    // MARK: Reading; columns count from 0

    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
    func uint(_ column: Int32) -> UInt64 { UInt64(bitPattern: int(column)) }
    func bool(_ column: Int32) -> Bool { int(column) != 0 }
    func time(_ column: Int32) -> Timestamp { Timestamp(nanoseconds: int(column)) }
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
    func double(_ column: Int32) -> Double? { isNull(column) ? nil : sqlite3_column_double(handle, column) }
    func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

    /// The text of a column; empty for NULL.
    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
        return String(decoding: bytes, as: UTF8.self)
    }

    func blob(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }

    /// The decimal of a column; nil for NULL.
    ///
    /// - Throws: `.damaged` when the text is none.
    func decimal(_ column: Int32) throws(StoreError) -> Decimal? {
        guard let start = sqlite3_column_text(handle, column) else { return nil }
        let bytes = Span(_unsafeStart: start, count: Int(sqlite3_column_bytes(handle, column)))
        do {
            return try Decimal(utf8: bytes)
        } catch {
            throw StoreError(.damaged, "\(connection.path): \(Names.quoted(text(column))) is not an amount")
        }
    }

    func requiredDecimal(_ column: Int32) throws(StoreError) -> Decimal {
        guard let value = try decimal(column) else {
            throw StoreError(.damaged, "\(connection.path): an amount is missing")
        }
        return value
    }

    /// The value of an enumeration.
    ///
    /// - Throws: `.damaged` when there is no such value.
    func choice<Value: RawRepresentable<UInt8>>(_ column: Int32) throws(StoreError) -> Value {
        guard let value = Value(rawValue: UInt8(truncatingIfNeeded: int(column))) else {
            throw StoreError(.damaged, "\(connection.path): \(int(column)) is no \(Value.self)")
        }
        return value
    }
}

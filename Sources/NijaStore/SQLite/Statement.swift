import CSQLite

/// A compiled statement: bind, step, read the columns, reset.
///
/// Text is copied into memory that the statement owns until it is reset, and SQLite reads it there: one copy, and no
/// allocation for rows of the usual size.
final class Statement {
    private let handle: OpaquePointer
    private let connection: Connection
    private let scratch: UnsafeMutableRawBufferPointer
    private var scratchUsed = 0
    /// Texts that found no room in the scratch memory.
    private var spilled: [UnsafeMutableRawBufferPointer] = []
    /// The first binding that failed; `step` reports it.
    private var bindingResult = SQLITE_OK

    /// Enough for every text of a trade but a long reason with many long tags.
    private static let scratchSizeBytes = 2048

    init(_ handle: OpaquePointer, of connection: Connection) {
        self.handle = handle
        self.connection = connection
        scratch = .allocate(byteCount: Self.scratchSizeBytes, alignment: 8)
    }

    deinit {
        // First the reader of the memory, then the memory.
        sqlite3_finalize(handle)
        forgetTexts()
        scratch.deallocate()
    }

    /// Runs to the end and resets.
    func run() throws(StoreError) {
        defer { reset() }
        while try step() {}
    }

    /// Runs to the end and resets, with bytes that are not copied bound to the parameter `index`.
    func run(withBlob bytes: [UInt8], at index: Int32) throws(StoreError) {
        let result: Result<Void, StoreError> = bytes.withUnsafeBytes { buffer in
            // Static: the statement has run and let go of the bytes when the closure returns.
            let start = buffer.baseAddress ?? UnsafeRawPointer(scratch.baseAddress)
            note(sqlite3_bind_blob64(handle, index, start, UInt64(buffer.count), nil))
            return Result { () throws(StoreError) in try run() }
        }
        try result.get()
    }

    /// Goes to the next row.
    ///
    /// - Returns: false when there is none; the statement is then to be reset.
    func step() throws(StoreError) -> Bool {
        if bindingResult != SQLITE_OK { throw failed(bindingResult) }
        let result = sqlite3_step(handle)
        if result == SQLITE_ROW { return true }
        if result == SQLITE_DONE { return false }
        throw failed(result)
    }

    /// Makes it ready for the next run; all parameters become NULL.
    func reset() {
        // The result repeats the failure that step reported.
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
        bindingResult = SQLITE_OK
        forgetTexts()
    }

    private func failed(_ result: Int32) -> StoreError {
        let error = connection.failure(result, String(cString: sqlite3_sql(handle)))
        reset()
        return error
    }

    private func forgetTexts() {
        scratchUsed = 0
        guard !spilled.isEmpty else { return }
        for buffer in spilled { buffer.deallocate() }
        spilled.removeAll()
    }

    private func note(_ result: Int32) {
        if bindingResult == SQLITE_OK { bindingResult = result }
    }

    // MARK: Parameters; they count from 1, and are NULL unless bound

    func bind(_ index: Int32, _ value: Int64) {
        note(sqlite3_bind_int64(handle, index, value))
    }

    func bind(_ index: Int32, _ value: Double) {
        note(sqlite3_bind_double(handle, index, value))
    }

    func bind(_ index: Int32, _ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            let copy = memory(utf8.count)
            copy.copyMemory(from: UnsafeRawBufferPointer(utf8))
            note(
                sqlite3_bind_text64(
                    handle, index, copy.baseAddress?.assumingMemoryBound(to: CChar.self), UInt64(utf8.count),
                    nil,
                    UInt8(SQLITE_UTF8)))
        }
    }

    /// Memory that stays until the next reset.
    private func memory(_ size: Int) -> UnsafeMutableRawBufferPointer {
        if size <= scratch.count - scratchUsed {
            defer { scratchUsed += size }
            return UnsafeMutableRawBufferPointer(rebasing: scratch[scratchUsed..<scratchUsed + size])
        }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
        spilled.append(buffer)
        return buffer
    }

    // MARK: Columns; they count from 0. A value of another type than the column's means damage

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    func integer(_ column: Int32) throws(StoreError) -> Int64 {
        guard sqlite3_column_type(handle, column) == SQLITE_INTEGER else {
            throw damaged(column, "no whole number")
        }
        return sqlite3_column_int64(handle, column)
    }

    func double(_ column: Int32) throws(StoreError) -> Double {
        guard sqlite3_column_type(handle, column) == SQLITE_FLOAT else { throw damaged(column, "no number") }
        return sqlite3_column_double(handle, column)
    }

    func text(_ column: Int32) throws(StoreError) -> String {
        guard let utf8 = utf8(column), let text = String(validating: utf8, as: UTF8.self) else {
            throw damaged(column, "no text")
        }
        return text
    }

    /// A value of any type as text; a double with as many digits as bring it back.
    func anyText(_ column: Int32) throws(StoreError) -> String {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: "\(sqlite3_column_int64(handle, column))"
        case SQLITE_FLOAT: "\(sqlite3_column_double(handle, column))"
        default: try text(column)
        }
    }

    /// Calls `body` with the bytes of a text, which are not copied.
    func withText<Value>(
        _ column: Int32, _ body: (Span<UInt8>) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        guard let utf8 = utf8(column) else { throw damaged(column, "no text") }
        return try body(utf8.span)
    }

    func blob(_ column: Int32) throws(StoreError) -> [UInt8] {
        guard sqlite3_column_type(handle, column) == SQLITE_BLOB else { throw damaged(column, "no bytes") }
        let count = Int(sqlite3_column_bytes(handle, column))
        return [UInt8](UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, column), count: count))
    }

    /// The error for a value that cannot be.
    func damaged(_ column: Int32, _ what: String) -> StoreError {
        let name = sqlite3_column_name(handle, column).map { String(cString: $0) } ?? "?"
        return StoreError(
            .damaged,
            "\(connection.path): a value of the column \(name) is \(what). Restore a backup to another path.")
    }

    /// The bytes of a text, valid until the next step; nil when it is no text.
    private func utf8(_ column: Int32) -> UnsafeBufferPointer<UInt8>? {
        guard sqlite3_column_type(handle, column) == SQLITE_TEXT,
            let start = sqlite3_column_text(handle, column)
        else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }
}

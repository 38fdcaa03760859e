/// Something that must stand whatever bytes come: a parser or a state machine, held against an independent account of
/// what it should do.
public struct FuzzTarget: Sendable {
    /// Its name on the command line, and that of its folders of inputs.
    public let name: String
    /// Tries one input.
    ///
    /// - Throws: `Finding` when what happened is not what should have.
    public let check: @Sendable (UnsafeRawBufferPointer) throws -> Void

    /// All but the canary.
    public static let all = [
        frames, streams, connection, messages, decimals, imports, configurations, pageTokens,
    ]
}

/// What should not have happened.
public struct Finding: Error, CustomStringConvertible {
    /// In words.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// - Throws: `Finding` unless `condition` holds.
func expect(_ condition: Bool, _ finding: @autoclosure () -> String) throws(Finding) {
    if !condition { throw Finding(finding()) }
}

/// - Throws: `Finding` unless both are equal.
func expectEqual<Value: Equatable>(
    _ actual: Value, _ expected: Value, _ what: @autoclosure () -> String
) throws(Finding) {
    if actual != expected { throw Finding("\(what()) is \(actual), and should be \(expected)") }
}

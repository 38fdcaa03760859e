/// One step of the schema, from the version before to `version`.
struct Migration: Sendable {
    /// The `user_version` that the step leads to.
    let version: Int
    /// What it runs, inside one transaction with all other steps.
    let statements: [String]

    /// Every step, in the sequence of their versions; a released step never changes.
    static let all = [first, benchmarks, positions, aggregates, compliance, openResults]
}

/// What tells nija's databases from others.
enum Schema {
    /// "NIJA" in ASCII, in the database's header.
    static let applicationID: Int64 = 0x4E49_4A41
}

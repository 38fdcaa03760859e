/// The conditions of a query: constant fragments of SQL, and the values of their parameters.
///
/// Values never become part of the SQL, so nothing that a caller names can change what a query does.
struct Conditions {
    /// A value of a parameter.
    enum Value: Hashable {
        case text(String)
        case integer(Int64)
        case real(Double)
    }

    private var fragments: [StaticString] = []
    private(set) var values: [Value] = []

    /// Adds a condition with a `?` for each value.
    mutating func add(_ fragment: StaticString, _ values: Value...) {
        fragments.append(fragment)
        self.values += values
    }

    /// Adds `fragment` unless `text` is empty.
    mutating func add(_ fragment: StaticString, said text: String) {
        if !text.isEmpty { add(fragment, .text(text)) }
    }

    /// What follows `WHERE`.
    var sql: String { fragments.isEmpty ? "TRUE" : fragments.map { "\($0)" }.joined(separator: " AND ") }

    /// Binds the values to the first parameters, and `more` to those after them.
    func bind(to statement: Statement, _ more: Value...) {
        for (index, value) in (values + more).enumerated() {
            let parameter = Int32(index + 1)
            switch value {
            case .text(let text): statement.bind(parameter, text)
            case .integer(let number): statement.bind(parameter, number)
            case .real(let number): statement.bind(parameter, number)
            }
        }
    }
}

extension Conditions.Value {
    static func sequence(_ sequence: UInt64) -> Self { .integer(Int64(clamping: sequence)) }
    static func choice(_ value: some RawRepresentable<UInt8>) -> Self { .integer(Int64(value.rawValue)) }
}

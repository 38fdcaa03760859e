import NijaMessages
import NijaModel
import Protobuf

/// Reads the fields of a request into domain values and remembers every one that cannot be read.
///
/// Reading goes on after a bad field with a stand-in, so that all of them are reported at once; `finish` throws then.
struct FieldReader {
    /// Where in the request the message stands whose fields are read.
    let path: FieldPath
    private(set) var violations: Violations

    init(in path: FieldPath = .request) {
        self.path = path
        violations = Violations(in: path)
    }

    /// Refuses the request if a field could not be read.
    ///
    /// - Parameter others: what the domain finds wrong with the values that were read. Asked only when the request is
    ///   refused anyway, since the ledger checks the others by itself; what it says of stand-ins is left out.
    /// - Throws: `.invalid` with every field that was found.
    func finish(with others: @autoclosure () -> Violations = Violations()) throws(ServiceError) {
        if violations.isEmpty { return }
        let refused = Set(violations.found.map { Self.whole($0.field) })
        let further = others().found.filter { !refused.contains(Self.whole($0.field)) }
        throw .invalid((violations.found + further).filter { !Self.isInside($0.field, refused) })
    }

    /// The list that a field is an element of; the field itself otherwise.
    private static func whole(_ field: String) -> Substring {
        guard field.last == "]", let bracket = field.lastIndex(of: "[") else { return field[...] }
        return field[..<bracket]
    }

    /// Whether a message that a field belongs to was refused as a whole.
    private static func isInside(_ field: String, _ refused: Set<Substring>) -> Bool {
        field.indices.contains { field[$0] == "." && refused.contains(field[..<$0]) }
    }

    /// Whether a field was refused.
    func hasRefused(_ field: String) -> Bool {
        violations.found.contains { $0.field == field }
    }

    /// Notes that a field is wrong for a reason of the caller's.
    mutating func refuse(_ field: String, _ description: String) {
        violations.add(field, description)
    }

    /// A decimal that must be given.
    mutating func requiredDecimal(_ text: String, _ field: String) -> Decimal {
        if text.isEmpty { violations.add(field, "is required: a decimal such as \"45000.25\"") }
        return decimal(text, field) ?? .zero
    }

    /// A decimal that may be missing.
    mutating func decimal(_ text: String, _ field: String) -> Decimal? {
        if text.isEmpty { return nil }
        do {
            return try Decimal(text)
        } catch {
            violations.add(field, "is \(Names.quoted(text)); \(Self.explain(error))")
            return nil
        }
    }

    /// An instant that may be missing.
    mutating func time(_ message: TimestampMessage?, _ field: String) -> Timestamp? {
        guard let message else { return nil }
        do {
            return try Timestamp(seconds: message.seconds, nanoseconds: message.nanos)
        } catch {
            violations.add(
                field,
                "is \(message.seconds) s and \(message.nanos) ns since 1970; "
                    + "it must lie between 1678 and 2262, with 0 to 999,999,999 ns")
            return nil
        }
    }

    /// A span of time that may be missing, and must be at least `least` when given.
    mutating func span(_ message: DurationMessage?, _ field: String, atLeast least: TimeSpan) -> TimeSpan? {
        guard let message else { return nil }
        let (seconds, overflow) = message.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (nanoseconds, overflowToo) = seconds.addingReportingOverflow(Int64(message.nanos))
        guard !overflow, !overflowToo, abs(Int64(message.nanos)) < 1_000_000_000,
            nanoseconds >= least.nanoseconds
        else {
            violations.add(
                field,
                "is \(message.seconds) s and \(message.nanos) ns; it must be at least \(least.seconds) s")
            return nil
        }
        return TimeSpan(nanoseconds: nanoseconds)
    }

    /// A value of an enumeration that may be missing.
    mutating func choice<Value: RawRepresentable<UInt8>, Wire: ProtobufEnum>(
        _ wire: Wire, _ field: String, as _: Value.Type = Value.self
    ) -> Value? {
        if wire.rawValue == 0 { return nil }
        if let raw = UInt8(exactly: wire.rawValue), let value = Value(rawValue: raw) { return value }
        let names = Wire.names.dropFirst().map(\.name).joined(separator: ", ")
        violations.add(field, "is \(wire.rawValue); it must be one of \(names)")
        return nil
    }

    /// A value of an enumeration that must be given; `standIn` when it is not.
    mutating func requiredChoice<Value: RawRepresentable<UInt8>, Wire: ProtobufEnum>(
        _ wire: Wire, _ field: String, standIn: Value
    ) -> Value {
        if wire.rawValue == 0 {
            let names = Wire.names.dropFirst().map(\.name).joined(separator: ", ")
            violations.add(field, "is required: one of \(names)")
        }
        return choice(wire, field) ?? standIn
    }

    /// A short text that may be missing: a name, an id, a symbol.
    mutating func text(_ text: String, _ field: String) -> String {
        Names.checkShort(text, field: field, into: &violations)
        return text
    }

    /// A short text that must be given.
    mutating func requiredText(_ text: String, _ field: String) -> String {
        Names.checkShort(text, field: field, required: true, into: &violations)
        return text
    }

    /// A note or a reason that may be missing.
    mutating func note(_ text: String, _ field: String) -> String {
        Names.checkLong(text, field: field, into: &violations)
        return text
    }

    /// The account that a request names; an empty name is the default account's.
    mutating func account(_ name: String, _ field: String = "account") -> String {
        accountName(anyAccount(name, field))
    }

    /// An account whose name may be empty for every account.
    mutating func anyAccount(_ name: String, _ field: String = "account") -> String {
        if name.isEmpty { return name }
        let before = violations.found.count
        Names.checkAccount(name, field: field, into: &violations)
        return violations.found.count == before ? name : ""
    }

    /// The names of strategies, each once.
    mutating func strategies(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        for (index, name) in names.enumerated() {
            let field = "strategies[\(index)]"
            Names.checkShort(name, field: field, required: true, into: &violations)
            violations.require(
                seen.insert(name).inserted, field, "is \(Names.quoted(name)), which comes twice")
            // A list can be long, and its first faults say enough.
            if violations.found.count >= Self.listedFaultsMax { break }
        }
        return names
    }

    /// Faults of one list that are reported, at most.
    static let listedFaultsMax = 100

    private static func explain(_ error: DecimalError) -> String {
        switch error {
        case .tooManyPlaces(let limit): "at most \(limit) places after the point are kept"
        case .outOfRange: "it must lie between -1.7e20 and 1.7e20"
        case .empty, .malformed, .divisionByZero:
            "it must be a plain decimal such as \"45000.25\" or \"-0.001\""
        }
    }
}

/// The name of an account; an empty one is the default account's.
func accountName(_ name: String) -> String {
    name.isEmpty ? Names.defaultAccount : name
}

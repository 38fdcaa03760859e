import NijaMessages
import NijaModel
import Protobuf

/// Reads the fields of a request into domain values and remembers every one that cannot be read.
///
/// Reading goes on after a bad field with a stand-in, so that all of them are reported at once; `finish` throws then.
struct FieldReader {
    private(set) var violations = Violations()

    /// Refuses the request if a field could not be read.
    func finish() throws(ServiceError) {
        if !violations.isEmpty { throw .invalid(violations.found) }
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

    /// A text that must not be empty.
    mutating func requiredText(_ text: String, _ field: String) -> String {
        violations.require(!text.isEmpty, field, "is required")
        return text
    }

    private static func explain(_ error: DecimalError) -> String {
        switch error {
        case .tooManyPlaces(let limit): "at most \(limit) places after the point are kept"
        case .outOfRange: "it must lie between -1.7e20 and 1.7e20"
        case .empty, .malformed, .divisionByZero:
            "it must be a plain decimal such as \"45000.25\" or \"-0.001\""
        }
    }
}

/// The account that a request names; an empty name is the default account's.
func accountName(_ name: String) -> String {
    name.isEmpty ? Names.defaultAccount : name
}

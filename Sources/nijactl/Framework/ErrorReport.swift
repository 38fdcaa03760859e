import JSON
import Protobuf

// Why a command failed, as it is told.

extension CommandError {
    /// For a person: what, each field that is wrong, and the next step.
    var text: String {
        var lines = ["nijactl: \(message)"] + fields.map { "  \($0.field) \($0.description)" }
        if !hint.isEmpty { lines.append(hint) }
        return lines.joined(separator: "\n")
    }

    /// For a program.
    var json: String {
        let fields = fields.map { field in
            JSONValue.object([
                .init("field", .string(field.field)), .init("description", .string(field.description)),
            ])
        }
        let error = JSONValue.object([
            .init("code", .string(name)), .init("message", .string(message)), .init("hint", .string(hint)),
            .init("fields", .array(fields)),
        ])
        return JSONValue.object([.init("error", error)]).compact
    }
}

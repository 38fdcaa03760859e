// Declarations as a .proto has them, for people.

extension Schema {
    /// The declaration of a service, method, message or enumeration, with its comments; nil when nothing has that name.
    public func declaration(of symbol: String) -> String? {
        if let service = service(named: symbol) { return text(service) }
        if let method = method(named: symbol) {
            return text(method, indentation: "") + "\n"
                + [method.request, method.response].compactMap { name in
                    messages[name].map { "\n" + text($0) }
                }.joined()
        }
        if let message = messages[symbol] { return text(message) }
        if let enumeration = enums[symbol] { return text(enumeration) }
        return nil
    }

    private func comment(_ text: String, indentation: String) -> String {
        guard !text.isEmpty else { return "" }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            indentation + (line.isEmpty ? "//" : "// " + line) + "\n"
        }.joined()
    }

    private func text(_ service: ServiceSchema) -> String {
        comment(service.comment, indentation: "") + "service \(service.name) {\n"
            + service.methods.map { text($0, indentation: "  ") + "\n" }.joined() + "}\n"
    }

    private func text(_ method: MethodSchema, indentation: String) -> String {
        let request = (method.isClientStreaming ? "stream " : "") + method.request
        let response = (method.isServerStreaming ? "stream " : "") + method.response
        return comment(method.comment, indentation: indentation)
            + "\(indentation)rpc \(method.name)(\(request)) returns (\(response));"
    }

    private func text(_ message: MessageSchema) -> String {
        if message.fields.isEmpty {
            return comment(message.comment, indentation: "") + "message \(message.name) {}\n"
        }
        return comment(message.comment, indentation: "") + "message \(message.name) {\n"
            + message.fields.map { field in
                comment(field.comment, indentation: "  ")
                    + "  \(typeName(of: field)) \(field.name) = \(field.number);\(note(on: field, in: message))\n"
            }.joined() + "}\n"
    }

    /// That a field belongs to a oneof with others, or may be absent.
    private func note(on field: FieldSchema, in message: MessageSchema) -> String {
        guard let oneof = field.oneof else { return "" }
        let others = message.fields.filter { $0.oneof == oneof && $0.number != field.number }
        return others.isEmpty ? "  // may be absent" : "  // or \(others.map(\.name).joined(separator: ", "))"
    }

    private func typeName(of field: FieldSchema) -> String {
        if field.isRepeated, case .message(let name) = field.type, let entry = messages[name],
            entry.isMapEntry,
            entry.fields.count == 2
        {
            return "map<\(typeName(entry.fields[0].type)), \(typeName(entry.fields[1].type))>"
        }
        return (field.isRepeated ? "repeated " : "") + typeName(field.type)
    }

    private func typeName(_ type: FieldType) -> String {
        switch type {
        case .double: "double"
        case .float: "float"
        case .bool: "bool"
        case .string: "string"
        case .bytes: "bytes"
        case .message(let name), .enumeration(let name): name
        case .integer(let isSigned, let bits, .varint): "\(isSigned ? "" : "u")int\(bits)"
        case .integer(_, let bits, .zigzag): "sint\(bits)"
        case .integer(let isSigned, let bits, .fixed): "\(isSigned ? "s" : "")fixed\(bits)"
        }
    }

    private func text(_ enumeration: EnumSchema) -> String {
        comment(enumeration.comment, indentation: "") + "enum \(enumeration.name) {\n"
            + enumeration.values.map { value in
                comment(value.comment, indentation: "  ") + "  \(value.name) = \(value.number);\n"
            }.joined() + "}\n"
    }
}

import WireFormat

// Reading descriptors; the numbers are those of google/protobuf/descriptor.proto.

extension Schema {
    /// Adds what a FileDescriptorProto declares.
    mutating func add(file bytes: [UInt8]) throws(SchemaError) {
        let file = try DescriptorFields(bytes)
        let package = file.text(2)
        var declarations = Declarations(comments: try Comments(file), package: package)
        for (index, message) in try file.messages(4).enumerated() {
            try declarations.add(message: message, in: package, path: [4, Int32(index)], depth: 0)
        }
        for (index, enumeration) in try file.messages(5).enumerated() {
            try declarations.add(enumeration: enumeration, in: package, path: [5, Int32(index)])
        }
        for (index, service) in try file.messages(6).enumerated() {
            try declarations.add(service: service, path: [6, Int32(index)])
        }
        for message in declarations.messages { messages[message.name] = message }
        for enumeration in declarations.enums { enums[enumeration.name] = enumeration }
        services += declarations.services
        var entry = WireWriter()
        entry.field(1, bytes: bytes)
        files.append(
            FileSchema(
                name: file.text(1), imports: file.filter { $0.number == 3 }.map(\.text),
                symbols: declarations.symbols, entry: entry.bytes))
    }
}

/// The comments of a file, by the paths of what they stand before.
private struct Comments {
    private var texts: [[Int32]: String] = [:]

    init(_ file: DescriptorFields) throws(SchemaError) {
        for source in try file.messages(9) {
            for location in try source.messages(1) {
                let path = location.first { $0.number == 1 }?.bytes ?? []
                texts[try Self.numbers(path)] = Self.trimmed(location.text(3))
            }
        }
    }

    subscript(path: [Int32]) -> String { texts[path] ?? "" }

    /// A packed list of numbers.
    private static func numbers(_ bytes: [UInt8]) throws(SchemaError) -> [Int32] {
        let result = bytes.withUnsafeBytes { raw in
            Result { () throws(WireError) in
                var (reader, numbers): (WireReader, [Int32]) = (WireReader(raw), [])
                while !reader.isAtEnd { numbers.append(Int32(truncatingIfNeeded: try reader.varint())) }
                return numbers
            }
        }
        do throws(WireError) {
            return try result.get()
        } catch {
            throw SchemaError(reason: "the path of a comment is no list of numbers")
        }
    }

    /// Without the blank that follows the slashes, and without empty lines at the end.
    private static func trimmed(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix(" ") ? String(line.dropFirst()) : String(line)
        }
        while lines.last?.isEmpty ?? false { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}

/// What a file declares.
private struct Declarations {
    let comments: Comments
    let package: String
    var messages: [MessageSchema] = []
    var enums: [EnumSchema] = []
    var services: [ServiceSchema] = []
    var symbols: Set<String> = []

    init(comments: Comments, package: String) {
        (self.comments, self.package) = (comments, package)
    }

    /// Messages inside messages; protoc allows as many.
    private static let depthMax = 32

    private func qualified(_ name: String, in scope: String) -> String {
        scope.isEmpty ? name : scope + "." + name
    }

    mutating func add(
        message: DescriptorFields, in scope: String, path: [Int32], depth: Int
    ) throws(SchemaError) {
        guard depth < Self.depthMax else { throw SchemaError(reason: "messages are nested too deeply") }
        let name = qualified(message.text(1), in: scope)
        symbols.insert(name)
        var fields: [FieldSchema] = []
        for (index, field) in try message.messages(2).enumerated() {
            fields.append(try self.field(field, comment: comments[path + [2, Int32(index)]]))
            symbols.insert(name + "." + field.text(1))
        }
        let options = try message.messages(7).last
        messages.append(
            MessageSchema(
                name: name, comment: comments[path], fields: fields, isMapEntry: options?.number(7) == 1))
        for (index, nested) in try message.messages(3).enumerated() {
            try add(message: nested, in: name, path: path + [3, Int32(index)], depth: depth + 1)
        }
        for (index, enumeration) in try message.messages(4).enumerated() {
            try add(enumeration: enumeration, in: name, path: path + [4, Int32(index)])
        }
    }

    private func field(_ field: DescriptorFields, comment: String) throws(SchemaError) -> FieldSchema {
        let name = field.text(1)
        guard let number = field.number(3).flatMap(UInt32.init(exactly:)),
            let type = FieldType(number: field.number(5) ?? 0, name: String(field.text(6).dropFirst()))
        else { throw SchemaError(reason: "the field \(name) has no number or an unknown type") }
        return FieldSchema(
            name: name, jsonName: field.text(10), comment: comment, number: number,
            isRepeated: field.number(4) == 3, type: type, oneof: field.number(9).map { Int($0) })
    }

    mutating func add(
        enumeration: DescriptorFields, in scope: String, path: [Int32]
    ) throws(SchemaError) {
        let name = qualified(enumeration.text(1), in: scope)
        symbols.insert(name)
        var values: [EnumSchema.Value] = []
        for (index, value) in try enumeration.messages(2).enumerated() {
            let number = Int32(truncatingIfNeeded: value.number(2) ?? 0)
            let comment = comments[path + [2, Int32(index)]]
            values.append(EnumSchema.Value(name: value.text(1), number: number, comment: comment))
            symbols.insert(qualified(value.text(1), in: scope))
        }
        enums.append(EnumSchema(name: name, comment: comments[path], values: values))
    }

    mutating func add(service: DescriptorFields, path: [Int32]) throws(SchemaError) {
        let name = qualified(service.text(1), in: package)
        symbols.insert(name)
        var methods: [MethodSchema] = []
        for (index, method) in try service.messages(2).enumerated() {
            methods.append(
                MethodSchema(
                    service: name, name: method.text(1), comment: comments[path + [2, Int32(index)]],
                    request: String(method.text(2).dropFirst()), response: String(method.text(3).dropFirst()),
                    isClientStreaming: method.number(5) == 1, isServerStreaming: method.number(6) == 1))
            symbols.insert(name + "." + method.text(1))
        }
        services.append(ServiceSchema(name: name, comment: comments[path], methods: methods))
    }
}

extension FieldType {
    /// The type by its number in FieldDescriptorProto; nil for groups, which proto3 does not have.
    init?(number: UInt64, name: String) {
        switch number {
        case 1: self = .double
        case 2: self = .float
        case 3: self = .integer(isSigned: true, bits: 64, .varint)
        case 4: self = .integer(isSigned: false, bits: 64, .varint)
        case 5: self = .integer(isSigned: true, bits: 32, .varint)
        case 6: self = .integer(isSigned: false, bits: 64, .fixed)
        case 7: self = .integer(isSigned: false, bits: 32, .fixed)
        case 8: self = .bool
        case 9: self = .string
        case 11: self = .message(name)
        case 12: self = .bytes
        case 13: self = .integer(isSigned: false, bits: 32, .varint)
        case 14: self = .enumeration(name)
        case 15: self = .integer(isSigned: true, bits: 32, .fixed)
        case 16: self = .integer(isSigned: true, bits: 64, .fixed)
        case 17: self = .integer(isSigned: true, bits: 32, .zigzag)
        case 18: self = .integer(isSigned: true, bits: 64, .zigzag)
        default: return nil
        }
    }
}

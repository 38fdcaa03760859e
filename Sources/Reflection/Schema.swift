/// The messages, enumerations and services of a set of .proto files, by their full names ("nija.v1.Trade").
///
/// - Source: google/protobuf/descriptor.proto.
public struct Schema: Sendable {
    /// Messages, those inside others and the entries of maps included.
    public internal(set) var messages: [String: MessageSchema] = [:]
    /// Enumerations.
    public internal(set) var enums: [String: EnumSchema] = [:]
    /// Services, in the sequence of the files.
    public internal(set) var services: [ServiceSchema] = []
    /// The files, each behind those it imports.
    var files: [FileSchema] = []

    /// Reads a google.protobuf.FileDescriptorSet.
    ///
    /// - Throws: `SchemaError` when it is none.
    public init(parsing descriptorSet: [UInt8]) throws(SchemaError) {
        for field in try DescriptorFields(descriptorSet) where field.number == 1 {
            try add(file: field.bytes)
        }
    }

    /// A service by its full name.
    public func service(named name: String) -> ServiceSchema? { services.first { $0.name == name } }

    /// A method by its full name, with a dot or a slash before its own.
    public func method(named name: String) -> MethodSchema? {
        let name = name.split(separator: "/", omittingEmptySubsequences: false).joined(separator: ".")
        return services.lazy.flatMap(\.methods).first { $0.fullName == name }
    }

    /// Full names of all methods, in the sequence of the files.
    public var methodNames: [String] { services.flatMap(\.methods).map(\.fullName) }

    /// The file that declares a symbol, and a google.protobuf.FileDescriptorSet of it behind all that it imports; nil when
    /// nothing has that name.
    public func subset(declaring symbol: String) -> (file: String, descriptorSet: [UInt8])? {
        guard let file = files.first(where: { $0.symbols.contains(symbol) }) else { return nil }
        var wanted: Set<String> = [file.name]
        // A file stands behind its imports, so that one look from the end on finds all of them.
        for candidate in files.reversed() where wanted.contains(candidate.name) {
            wanted.formUnion(candidate.imports)
        }
        var set: [UInt8] = []
        for candidate in files where wanted.contains(candidate.name) { set += candidate.entry }
        return (file.name, set)
    }
}

/// Why bytes are no description of a contract.
public struct SchemaError: Error, Hashable, Sendable {
    /// What is wrong.
    public var reason: String
}

/// A file.
struct FileSchema: Sendable {
    let name: String
    let imports: [String]
    /// Everything it declares, by full name.
    let symbols: Set<String>
    /// The file as an entry of a google.protobuf.FileDescriptorSet.
    let entry: [UInt8]
}

/// A message.
public struct MessageSchema: Hashable, Sendable {
    /// Its full name.
    public let name: String
    /// What the .proto says of it.
    public let comment: String
    /// Its fields, in the sequence of the .proto.
    public let fields: [FieldSchema]
    /// It is the entry of a map.
    public let isMapEntry: Bool

    /// A field by its name in the .proto or in lowerCamelCase.
    public func field(named name: String) -> FieldSchema? {
        fields.first { $0.name == name || $0.jsonName == name }
    }
}

/// A field of a message.
public struct FieldSchema: Hashable, Sendable {
    /// Its name in the .proto.
    public let name: String
    /// Its name in JSON's usual form, lowerCamelCase.
    public let jsonName: String
    /// What the .proto says of it.
    public let comment: String
    /// Its number.
    public let number: UInt32
    /// It has many values.
    public let isRepeated: Bool
    /// What its values are.
    public let type: FieldType
    /// The oneof that it belongs to; nil for none.
    public let oneof: Int?
}

/// What a field's values are.
public enum FieldType: Hashable, Sendable {
    /// A 64-bit float.
    case double
    /// A 32-bit float.
    case float
    /// A whole number: signed or not, of 32 or 64 bits, in one of three encodings.
    case integer(isSigned: Bool, bits: Int, IntegerEncoding)
    /// True or false.
    case bool
    /// A text.
    case string
    /// Bytes.
    case bytes
    /// A message, by its full name.
    case message(String)
    /// An enumeration, by its full name.
    case enumeration(String)

    /// How a whole number stands on the wire.
    public enum IntegerEncoding: Hashable, Sendable {
        /// In base 128.
        case varint
        /// In base 128, small negative ones in few bytes.
        case zigzag
        /// In four or eight bytes.
        case fixed
    }
}

/// An enumeration.
public struct EnumSchema: Hashable, Sendable {
    /// A value.
    public struct Value: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Its number.
        public let number: Int32
        /// What the .proto says of it.
        public let comment: String
    }

    /// Its full name.
    public let name: String
    /// What the .proto says of it.
    public let comment: String
    /// Its values, in the sequence of the .proto.
    public let values: [Value]
}

/// A service.
public struct ServiceSchema: Hashable, Sendable {
    /// Its full name.
    public let name: String
    /// What the .proto says of it.
    public let comment: String
    /// Its methods, in the sequence of the .proto.
    public let methods: [MethodSchema]
}

/// A method.
public struct MethodSchema: Hashable, Sendable {
    /// Full name of its service.
    public let service: String
    /// Its own name.
    public let name: String
    /// What the .proto says of it.
    public let comment: String
    /// Full name of the message that it takes.
    public let request: String
    /// Full name of the message that it answers with.
    public let response: String
    /// It takes a stream.
    public let isClientStreaming: Bool
    /// It answers with a stream.
    public let isServerStreaming: Bool

    /// Its full name.
    public var fullName: String { service + "." + name }
}

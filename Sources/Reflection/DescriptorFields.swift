import WireFormat

/// The fields of an encoded message, one after the other; for descriptors, which are small and read once.
struct DescriptorFields: Sequence {
    /// A field: its number, and its value as a number or as bytes.
    struct Field {
        let number: UInt32
        let value: UInt64
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    private let fields: [Field]

    /// Reads them all.
    ///
    /// - Throws: `SchemaError` when the bytes are no message.
    init(_ bytes: [UInt8]) throws(SchemaError) {
        do throws(WireError) {
            fields = try Self.read(bytes)
        } catch {
            throw SchemaError(reason: "it is no protobuf message: \(error)")
        }
    }

    private static func read(_ bytes: [UInt8]) throws(WireError) -> [Field] {
        let result = bytes.withUnsafeBytes { raw in
            Result { () throws(WireError) in
                var (reader, fields): (WireReader, [Field]) = (WireReader(raw), [])
                while !reader.isAtEnd {
                    let (number, type) = try reader.tag()
                    switch type {
                    case .varint: fields.append(Field(number: number, value: try reader.varint(), bytes: []))
                    case .lengthDelimited:
                        let value = [UInt8](try reader.lengthDelimited())
                        fields.append(Field(number: number, value: 0, bytes: value))
                    case .fixed32, .fixed64: try reader.skip(type)
                    }
                }
                return fields
            }
        }
        return try result.get()
    }

    func makeIterator() -> IndexingIterator<[Field]> { fields.makeIterator() }

    /// The text of a field; empty when it is not there.
    func text(_ number: UInt32) -> String { fields.last { $0.number == number }?.text ?? "" }

    /// The number of a field; nil when it is not there.
    func number(_ number: UInt32) -> UInt64? { fields.last { $0.number == number }?.value }

    /// The messages of a repeated field.
    func messages(_ number: UInt32) throws(SchemaError) -> [DescriptorFields] {
        var messages: [DescriptorFields] = []
        for field in fields where field.number == number {
            messages.append(try DescriptorFields(field.bytes))
        }
        return messages
    }
}

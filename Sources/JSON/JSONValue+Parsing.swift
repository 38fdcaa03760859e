import CJSONC

extension JSONValue {
    private static let depthMax: Int32 = 64

    /// Reads JSON by json-c, which allows comments and keeps the text of numbers with a point or an exponent.
    ///
    /// - Parameter bytes: one JSON value in UTF-8.
    /// - Returns: the value.
    /// - Throws: `JSONError` with the place.
    public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        guard let tokener = json_tokener_new_ex(depthMax) else {
            throw JSONError(line: 1, column: 1, reason: "there is no memory")
        }
        defer { json_tokener_free(tokener) }
        json_tokener_set_flags(tokener, JSON_TOKENER_VALIDATE_UTF8)
        // The end of the text is passed as a NUL, so that a number at the end is complete.
        let parsed = (bytes + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) {
                json_tokener_parse_ex(tokener, $0.baseAddress, Int32($0.count))
            }
        }
        let error = json_tokener_get_error(tokener)
        let end = json_tokener_get_parse_end(tokener)
        guard error == json_tokener_success else {
            let reason =
                error == json_tokener_continue
                ? "it ends too early" : String(cString: json_tokener_error_desc(error))
            throw place(of: end, in: bytes, reason)
        }
        defer { json_object_put(parsed) }
        if let rest = bytes.dropFirst(end).firstIndex(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
            throw place(of: rest, in: bytes, "there is something behind the value")
        }
        return try JSONValue(parsed, bytes)
    }

    private static func place(of index: Int, in bytes: [UInt8], _ reason: String) -> JSONError {
        let before = bytes.prefix(index)
        let line = before.count { $0 == 0x0A } + 1
        let column = before.reversed().prefix { $0 != 0x0A }.count + 1
        return JSONError(line: line, column: column, reason: reason)
    }

    private init(_ object: OpaquePointer?, _ source: [UInt8]) throws(JSONError) {
        switch json_object_get_type(object) {
        case json_type_boolean: self = .bool(json_object_get_boolean(object) != 0)
        case json_type_double: self = .number(String(cString: json_object_get_string(object)))
        case json_type_int:
            // json-c cuts whole numbers off at 64 bits; one at the edge may have been cut.
            let text = String(cString: json_object_get_string(object))
            if text == String(Int64.max) || text == String(Int64.min) || text == String(UInt64.max) {
                throw JSONError(
                    line: 1, column: 1, reason: "a whole number has too many digits; write it as a string")
            }
            self = .number(text)
        case json_type_string:
            let count = Int(json_object_get_string_len(object))
            let start = UnsafeRawPointer(json_object_get_string(object))
            self = .string(
                String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self))
        case json_type_array:
            var elements: [JSONValue] = []
            for index in 0..<json_object_array_length(object) {
                elements.append(try JSONValue(json_object_array_get_idx(object, index), source))
            }
            self = .array(elements)
        case json_type_object:
            var members: [Member] = []
            var iterator = json_object_iter_begin(object)
            var end = json_object_iter_end(object)
            while json_object_iter_equal(&iterator, &end) == 0 {
                let name = String(cString: json_object_iter_peek_name(&iterator))
                members.append(Member(name, try JSONValue(json_object_iter_peek_value(&iterator), source)))
                json_object_iter_next(&iterator)
            }
            self = .object(members)
        default: self = .null
        }
    }
}

import CJSONC

extension JSONValue {
    /// Values inside values.
    private static let depthMax: Int32 = 64

    /// Reads JSON by json-c.
    ///
    /// Numbers keep their text, so that an amount keeps all of its digits. Of members of the same name the last counts.
    ///
    /// - Parameters:
    ///   - bytes: one JSON value in UTF-8.
    ///   - allowComments: whether it is written by a person, who may use comments (`//`, `/* */`) and leave a comma
    ///     behind the last member.
    /// - Returns: the value.
    /// - Throws: `JSONError` with the place, also for what could only be read by changing it: whole numbers beyond 64
    ///   bits, NaN, and texts with a NUL.
    public static func parse(_ bytes: [UInt8], allowComments: Bool = false) throws(JSONError) -> JSONValue {
        let source = try JSONSource(bytes, allowComments: allowComments)
        guard let count = Int32(exactly: bytes.count), count < .max else {
            throw JSONError(line: 1, column: 1, reason: "it is larger than 2 GiB")
        }
        guard let tokener = json_tokener_new_ex(depthMax) else {
            throw JSONError(line: 1, column: 1, reason: "there is no memory")
        }
        defer { json_tokener_free(tokener) }
        json_tokener_set_flags(tokener, allowComments ? 0 : JSON_TOKENER_STRICT)
        // The end of the text is passed as a NUL, so that a number at the end is complete.
        let parsed = (source.bytes + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) {
                json_tokener_parse_ex(tokener, $0.baseAddress, count + 1)
            }
        }
        defer { json_object_put(parsed) }
        let error = json_tokener_get_error(tokener)
        let end = json_tokener_get_parse_end(tokener)
        guard error == json_tokener_success else {
            let reason =
                error == json_tokener_continue || end >= bytes.count
                ? "it ends too early" : String(cString: json_tokener_error_desc(error))
            throw source.error(at: end, reason)
        }
        let rest = source.bytes.dropFirst(end)
        if let place = rest.firstIndex(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
            throw source.error(at: place, "there is something behind the value")
        }
        return JSONValue(parsed)
    }

    private init(_ object: OpaquePointer?) {
        switch json_object_get_type(object) {
        case json_type_boolean: self = .bool(json_object_get_boolean(object) != 0)
        case json_type_double, json_type_int: self = .number(String(cString: json_object_get_string(object)))
        case json_type_string:
            let count = Int(json_object_get_string_len(object))
            let start = UnsafeRawPointer(json_object_get_string(object))
            self = .string(
                String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self))
        case json_type_array:
            self = .array(
                (0..<json_object_array_length(object)).map {
                    JSONValue(json_object_array_get_idx(object, $0))
                })
        case json_type_object:
            var members: [Member] = []
            var iterator = json_object_iter_begin(object)
            var end = json_object_iter_end(object)
            while json_object_iter_equal(&iterator, &end) == 0 {
                let name = String(cString: json_object_iter_peek_name(&iterator))
                members.append(Member(name, JSONValue(json_object_iter_peek_value(&iterator))))
                json_object_iter_next(&iterator)
            }
            self = .object(members)
        default: self = .null
        }
    }
}

import JSON
import Testing

@Suite("Reading JSON")
struct JSONParsingTests {
    private static func parse(_ text: String, allowComments: Bool = false) throws(JSONError) -> JSONValue {
        try JSONValue.parse(Array(text.utf8), allowComments: allowComments)
    }

    @Test(
        "numbers keep the digits that they were written with",
        arguments: [
            "0", "-1", "45000.25", "0.10", "1.000000000000000000000000001", "123456789012345678.90", "1e5",
            "-2.5E-3", "9223372036854775807", "-9223372036854775808", "18446744073709551615",
        ])
    func numbers(text: String) throws {
        #expect(try Self.parse(text) == .number(text))
        #expect(try Self.parse("{\"a\": [\(text)]}")["a"]?.elements == [.number(text)])
    }

    @Test("objects keep the sequence of their members; of two with the same name the last counts")
    func members() throws {
        let value = try Self.parse(#"{"z": 1, "a": {"b": null}, "m": [true, "x"], "z": 2}"#)
        #expect(value.members.map(\.name) == ["z", "a", "m"])
        #expect(value["z"] == .number("2"))
        #expect(value["a"]?["b"] == .null)
        #expect(value["m"]?.elements == [.bool(true), .string("x")])
        #expect(value["none"] == nil)
    }

    @Test("texts are unescaped")
    func texts() throws {
        #expect(
            try Self.parse(#""a\"b\\c\/\n\t\u20ac\ud83d\ude00\\u0000€""#) == .string("a\"b\\c/\n\t€😀\\u0000€")
        )
        #expect(try Self.parse("\"\"") == .string(""))
    }

    @Test(
        "the scalars",
        arguments: [
            ("null", .null), ("true", .bool(true)), (" false\n", .bool(false)), ("[]", .array([])),
            ("{}", .object([])),
        ] as [(String, JSONValue)])
    func scalars(text: String, value: JSONValue) throws {
        #expect(try Self.parse(text) == value)
    }

    @Test(
        "what is not JSON is refused with its place",
        arguments: [
            ("", 1, 1), ("{", 1, 2), ("[1,\n 2", 2, 3), ("{\"a\" 1}", 1, 6), ("[1]\n]", 2, 1), ("1 2", 1, 3),
            ("{\"a\":\n  NaN}", 2, 3), ("[Infinity]", 1, 2), ("[-Infinity]", 1, 2), ("True", 1, 1),
            ("[1,]", 1, 4), ("{\"a\":1,}", 1, 8), ("{'a': 1}", 1, 2), ("[007]", 1, 2), ("[-01]", 1, 2),
            ("[\n18446744073709551616]", 2, 1), ("[-9223372036854775809]", 1, 2),
            ("\"a\\u0000b\"", 1, 3), ("{\"a\\u0000\": 1}", 1, 4), ("\"a\nb\"", 1, 3), ("\"abc", 1, 1),
            ("[1] // comment", 1, 5), ("/* a */ 1", 1, 1),
        ])
    func refused(text: String, line: Int, column: Int) {
        let error = #expect(throws: JSONError.self) { try Self.parse(text) }
        #expect(error?.line == line)
        #expect(error?.column == column)
    }

    @Test(
        "what is not UTF-8 is refused",
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x31, 0],
        ] as [[UInt8]])
    func bytes(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONValue.parse(bytes) }
    }

    @Test("deep nesting is refused")
    func depth() {
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        #expect(throws: JSONError.self) { try Self.parse(deep) }
        #expect(throws: Never.self) {
            try Self.parse(String(repeating: "[", count: 30) + String(repeating: "]", count: 30))
        }
    }

    @Test("people may write comments, and a comma too many")
    func comments() throws {
        let text = """
            // the first line
            {
              "url": "http://x/*y*/", /* between
              lines */ "a": 1, // "b": 2
            }
            // the end
            """
        let value = try Self.parse(text, allowComments: true)
        #expect(value.members.map(\.name) == ["url", "a"])
        #expect(value["url"] == .string("http://x/*y*/"))
        let error = #expect(throws: JSONError.self) {
            try Self.parse("// one\n/* two\n */ [1, x]", allowComments: true)
        }
        #expect(error?.line == 3)
        #expect(error?.column == 9)
        for text in ["/* never ends", "/*/", "/", "{} /x"] {
            #expect(throws: JSONError.self) { try Self.parse(text, allowComments: true) }
        }
    }

    @Test(
        "what only looks like a number is refused, also where people write",
        arguments: [
            "1.", ".5", "1e", "1e+", "1.e1", "00", "-01", "0000000e", "-", "+1", "--1", "1e1.5", "0x10",
            "1_000",
        ])
    func noNumbers(text: String) {
        #expect(throws: JSONError.self) { try Self.parse(text) }
        #expect(throws: JSONError.self) { try Self.parse("{\"a\": \(text)}", allowComments: true) }
    }

    @Test("a text cut at any byte is an error, never a crash")
    func cuts() {
        let text = #"{"a": [1, 2.5, "x\u20ac", {"b": null}], "c": true}"#
        for count in 0..<text.utf8.count {
            #expect(throws: JSONError.self) { try JSONValue.parse(Array(text.utf8.prefix(count))) }
        }
    }
}

import JSON
import NijaImport
import Protobuf
import Testing

@testable import nijactl

@Suite struct OutputTests {
    private let rows = [
        JSONValue.object([
            .init("name", .string("APEX")), .init("net", .string("12.5")), .init("rate", .number("66.666")),
            .init("note", .string("a long remark\nof two lines")),
        ]),
        JSONValue.object([
            .init("name", .string("日本")), .init("net", .string("-3")), .init("rate", .null),
            .init("note", .string("")),
        ]),
    ]
    private let layout = TableLayout(
        [Column("name"), Column("net", "net", .signed), Column("rate", "win %", .ratio), Column("note")])

    @Test("a table is aligned by the width of its characters, numbers to the right and signed")
    func table() {
        #expect(
            Table(rows, layout.columns, Style(isColored: false)).text == """
                NAME    NET  WIN %  NOTE
                APEX  +12.5  66.67  a long remark of two lines
                日本     -3      –  –

                """)
    }

    @Test("a narrow terminal cuts text and never numbers")
    func narrow() {
        let text = Table(rows, layout.columns, Style(isColored: false, width: 34)).text
        #expect(
            text == """
                NAME    NET  WIN %  NOTE
                APEX  +12.5  66.67  a long remark…
                日本     -3      –  –

                """)
        #expect(text.split(separator: "\n").allSatisfy { displayWidth(String($0)) <= 34 })
    }

    @Test("colour adds to the sign and never replaces it")
    func colour() {
        let text = Table(rows, [Column("net", "net", .signed)], Style(isColored: true)).text
        #expect(text.contains("\u{1B}[32m+12.5\u{1B}[0m"))
        #expect(text.contains("\u{1B}[31m-3\u{1B}[0m"))
    }

    @Test("what a peer wrote cannot steer the terminal")
    func controls() {
        #expect("a\u{1B}[31mb\tc\u{7F}".onOneLine == "a [31mb c ")
    }

    @Test(
        "the width of text",
        arguments: [
            ("abc", 3), ("–", 1), ("日本", 4), ("e\u{301}", 1), ("🚀", 2), ("\u{1B}[1mx\u{1B}[0m", 1), ("", 0),
        ])
    func widths(_ text: String, _ width: Int) {
        #expect(displayWidth(text) == width)
    }

    @Test(
        "text is cut at the width, also within wide characters",
        arguments: [("abcdef", 4, "abc…"), ("日本語", 4, "日…"), ("ab", 2, "ab")])
    func clipping(_ text: String, _ width: Int, _ expected: String) {
        #expect(clipped(text, to: width) == expected)
    }

    @Test(
        "long amounts are shortened for people",
        arguments: [
            ("12.5", "12.5"), ("5.083333333333333333", "5.0833"), ("0.000045112781954887", "0.00004511"),
            ("-0.000045112781954887", "-0.00004511"), ("0.0010419029856968845", "0.0010419"),
            ("0.000000001234567", "0.000000001235"), ("1000", "1000"), ("0.12345678", "0.12345678"),
        ])
    func shortens(_ text: String, _ expected: String) {
        #expect(Column.shortened(text) == expected)
    }

    @Test(
        "percentages have two places, half to even",
        arguments: [("66.666", "66.67"), ("-0.125", "-0.12"), ("0", "0.00"), ("1e3", "1000.00")])
    func rounds(_ text: String, _ expected: String) {
        #expect(Column.rounded(text) == expected)
    }

    @Test("enumerations lose their prefix, times their fraction, and what is missing is a dash")
    func looks() {
        let side = Column("side", "side", .state(prefix: "SIDE_"))
        #expect(side.shown(.string("SIDE_LONG")) == "LONG")
        #expect(side.shown(.string("SIDE_UNSPECIFIED")) == "–")
        #expect(
            Column("t", "t", .time).shown(.string("2026-01-30T04:30:00.123456Z")) == "2026-01-30 04:30:00")
        #expect(Column("t").shown(nil) == "–")
    }

    @Test("rows are sorted as numbers, with those without a value last in either direction")
    func sorting() throws {
        #expect(try names(sort: "net") == ["日本", "APEX"])
        #expect(try names(sort: "-net") == ["APEX", "日本"])
        #expect(try names(sort: "rate") == ["APEX", "日本"])
        #expect(try names(sort: "-win-%") == ["APEX", "日本"])
    }

    private func names(sort: String) throws -> [String] {
        try RowSelection(sort: sort).rows(rows, layout).shown.compactMap { $0["name"]?.text }
    }

    @Test("a limit says how many there were")
    func limit() throws {
        let (shown, total) = try RowSelection(limit: 1).rows(rows, layout)
        #expect((shown.count, total) == (1, 2))
    }

    @Test("an unknown column is named, with the nearest or all of them")
    func unknownColumn() {
        let near = #expect(throws: CommandError.self) {
            try RowSelection(columns: ["nam"]).columns(of: rows, layout)
        }
        #expect(near?.hint == "Did you mean name?")
        let far = #expect(throws: CommandError.self) { try RowSelection(sort: "zzzzzz").rows(rows, layout) }
        #expect(far?.message == "there is no column zzzzzz")
        #expect(far?.hint == "The columns are name, net, note, rate.")
    }

    @Test(
        "CSV quotes what needs it",
        arguments: [
            (["a", "b"], "a,b\r\n"), (["a,b", "c\"d"], "\"a,b\",\"c\"\"d\"\r\n"),
            (["x\ny", ""], "\"x\ny\",\r\n"),
            (["x\r\ny"], "\"x\r\ny\"\r\n"),
        ])
    func csv(_ cells: [String], _ line: String) {
        #expect(CSVWriter.line(cells) == line)
    }

    @Test("JSON is rendered on one line or many")
    func json() throws {
        let value = try JSONValue.parse(Array(#"{"a":[1,"x"],"b":{},"c":null,"d":[]}"#.utf8))
        #expect(value.compact == #"{"a":[1,"x"],"b":{},"c":null,"d":[]}"#)
        #expect(
            value.pretty
                == "{\n  \"a\": [\n    1,\n    \"x\"\n  ],\n  \"b\": {},\n  \"c\": null,\n  \"d\": []\n}")
    }

    @Test("a sparkline shows how a figure went")
    func sparkline() {
        #expect(Sparkline.text([1, 2, 3, 4, 5, 6, 7, 8]) == "▁▂▃▄▅▆▇█")
        #expect(Sparkline.text([5, 5]) == "▄▄")
        #expect(Sparkline.text([]) == "")
        #expect(Sparkline.text((0..<100).map(Double.init), width: 10).count == 10)
    }

    @Test("a card puts groups beside each other where there is room")
    func card() {
        var card = Card(Style(isColored: false, width: 40))
        for name in ["A", "B", "C", "D"] {
            card.title(name)
            card.row("x", "1")
        }
        #expect(card.rendered == "A         B\n  x  1      x  1\n\nC         D\n  x  1      x  1\n")
        var narrow = Card(Style(isColored: false, width: 10))
        for name in ["A", "B", "C", "D"] {
            narrow.title(name)
            narrow.row("x", "1")
        }
        #expect(narrow.rendered == "A\n  x  1\n\nB\n  x  1\n\nC\n  x  1\n\nD\n  x  1\n")
    }
}

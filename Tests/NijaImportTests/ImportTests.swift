import JSON
import NijaMessages
import NijaModel
import Protobuf
import Testing

@testable import NijaImport

@Suite struct ImportTests {
    // MARK: CSV

    @Test("CSV is read with quotes, line breaks inside them and either line ending")
    func csv() throws {
        let text = "\u{FEFF}a,b\r\n\"x,1\",\"say \"\"hi\"\"\"\n\n\"two\nlines\",é\n"
        let rows = try CSVReader.rows(Array(text.utf8))
        #expect(rows.map(\.cells) == [["a", "b"], ["x,1", "say \"hi\""], ["two\nlines", "é"]])
        #expect(rows.map(\.line) == [1, 2, 5])
    }

    @Test("CSV that is none is refused with the line", arguments: [("a\n\"b", 2), ("a\nb\"c\n", 2)])
    func badCSV(_ text: String, _ line: Int) {
        let error = #expect(throws: CSVError.self) { try CSVReader.rows(Array(text.utf8)) }
        #expect(error?.line ?? 0 >= line)
    }

    @Test("CSV that is not UTF-8 is refused")
    func notUTF8() {
        #expect(throws: CSVError.self) { try CSVReader.rows([0x61, 0x0A, 0xFF, 0x0A]) }
    }

    @Test("what CSV writes CSV reads", arguments: [["a", "b,c"], ["\"", "x\ny"], ["", "é"]])
    func roundTrip(_ cells: [String]) throws {
        #expect(try CSVReader.rows(Array(CSVWriter.line(cells).utf8)).map(\.cells) == [cells])
    }

    // MARK: Files of trades

    @Test("the header names fields, also by other names; unknown ones are listed once")
    func header() throws {
        let file = try TradeFile(Array("strategy,pair,pnl,sybol,net_profit\nS,X,1,y,1\n".utf8))
        #expect(file.unknown == ["sybol"])
        #expect(file.rows[0].fields.map(\.name) == ["strategy", "symbol", "profit", "sybol", "net_profit"])
        #expect(file.rows[0].line == 2)
        #expect(file.header == "strategy,pair,pnl,sybol,net_profit\r\n")
    }

    @Test("a column that is there twice is refused")
    func twice() {
        let error = #expect(throws: ImportError.self) { try TradeFile(Array("symbol,pair\nX,Y\n".utf8)) }
        #expect(error?.message == "line 1: the column symbol is there twice")
    }

    @Test("a bad line is a row with a problem, the others are read")
    func badLines() throws {
        let csv = try TradeFile(Array("strategy,symbol\nS\nS,X\n".utf8))
        #expect(csv.rows.map(\.problem) == ["it has 1 cells; the header has 2", nil])
        let lines = try TradeFile(Array("{\"symbol\":\"X\",\"tags\":[\"a\",\"b\"]}\n{no\n\n[1]\n".utf8))
        #expect(lines.rows.map(\.line) == [1, 2, 4])
        #expect(lines.rows.map { $0.problem == nil } == [true, false, false])
        #expect(lines.rows[1].source == "{no\n")
    }

    @Test(
        "a JSON list and an empty file are read",
        arguments: [
            ("[{\"symbol\":\"X\"},{\"symbol\":\"Y\"}]", 2), ("", 0), (" \n", 0), ("{\"symbol\":\"X\"}", 1),
            ("\u{FEFF}[{\"symbol\":\"X\"},{\"symbol\":\"Y\"}]", 2), ("\u{FEFF}", 0),
        ])
    func lists(_ text: String, _ count: Int) throws {
        #expect(try TradeFile(Array(text.utf8)).rows.count == count)
    }

    @Test("a tag with a comma stays one tag, and other names of a field are known in JSON as well")
    func tagsInJSON() throws {
        let file = try TradeFile(
            Array(#"{"pair": "X", "strategy": "S", "pnl": 1.5, "tags": ["a,b", "c"]}"#.utf8))
        let row = try #require(file.rows.first)
        let trade = try Trade.fromJSON(try #require(row.json))
        #expect(trade.tags == ["a,b", "c"])
        #expect((trade.symbol, trade.strategy, trade.profit) == ("X", "S", "1.5"))
        #expect(file.unknown.isEmpty)
    }

    // MARK: freqtrade

    private let export = """
        {"strategy": {"S3": {"trades": [
          {"pair": "TRX/BTC", "amount": 10.5, "open_date": "2018-01-10 07:15:00+00:00",
           "close_date": "2018-01-10 07:20:00+00:00", "open_rate": 9.64e-05, "close_rate": 0.0001,
           "fee_open": 0.0025, "fee_close": 0.0025, "profit_abs": 4.5112781954887056e-05, "exit_reason": "roi",
           "initial_stop_loss_abs": 8.676e-05, "is_open": false, "is_short": false, "leverage": 1.0, "enter_tag": null},
          {"pair": "A/B", "amount": 2, "open_date": "2018-01-10 07:15:00+00:00",
           "close_date": "2018-01-11 07:20:00+00:00", "open_rate": 10, "close_rate": 11,
           "fee_open": 0.001, "fee_close": 0.002, "profit_abs": -2.064, "exit_reason": "my_own",
           "initial_stop_loss_abs": 0.0, "is_open": false, "is_short": true, "leverage": 2.0, "enter_tag": "dip"},
          {"pair": "A/B", "amount": 1, "open_rate": 10, "is_open": true},
          {"pair": "A/B", "amount": "x", "open_rate": 10}]}}}
        """

    @Test("freqtrade's profit is after fees: gross is profit and fees, which are rates of what was paid")
    func freqtrade() throws {
        let file = try TradeFile(Array(export.utf8))
        #expect(file.unknown.isEmpty)
        let short = try Trade.fromText(file.rows[1].fields)
        // 2 x 10 x 0.001 + 2 x 11 x 0.002 = 0.064
        #expect((short.fees, short.profit) == ("0.064", "-2"))
        #expect((short.side, short.leverage, short.stopLoss, short.tags) == (.short, "2", "", ["dip"]))
        #expect((short.exitReason, short.reason) == (.unspecified, "my_own"))
    }

    @Test("freqtrade's profit is taken as it is where the prices say that it is before fees")
    func freqtradeGross() throws {
        let gross = export.split(separator: "-2.064").joined(separator: "-2")
        let short = try Trade.fromText(try TradeFile(Array(gross.utf8)).rows[1].fields)
        #expect((short.fees, short.profit) == ("0.064", "-2"))
    }

    @Test("freqtrade's names are told in those of the contract")
    func freqtradeNames() throws {
        let file = try TradeFile(Array(export.utf8))
        let trade = try Trade.fromText(file.rows[0].fields)
        #expect((trade.strategy, trade.symbol, trade.side) == ("S3", "TRX/BTC", .long))
        #expect((trade.quantity, trade.entryPrice, trade.exitPrice) == ("10.5", "0.0000964", "0.0001"))
        #expect((trade.stopLoss, trade.exitReason) == ("0.00008676", .tpHit))
        #expect(trade.entryTime?.seconds == 1_515_568_500)
        #expect(trade.exitTime?.seconds == 1_515_568_800)
    }

    @Test("rounding to 18 places is noticed")
    func rounding() throws {
        #expect(try TradeFile(Array(export.utf8)).isRounded)
        #expect(Freqtrade.places(of: "4.5112781954887056e-05") == 21)
        #expect(Freqtrade.places(of: "1.50") == 1)
        #expect(Freqtrade.places(of: "1e3") == 0)
        #expect(Freqtrade.places(of: "1.25E+1") == 1)
    }

    @Test(
        "an exponent that no number can have is one like others",
        arguments: ["9223372036854775807", "9223372036854775808", "99999999999999999999"])
    func hugeExponents(_ digits: String) throws {
        #expect(Freqtrade.places(of: "1.5e-" + digits) == 1001)
        #expect(Freqtrade.places(of: "1.5e" + digits) == 0)
        let tiny = export.split(separator: "0.0025").joined(separator: "1e-" + digits)
        #expect(try Trade.fromText(try TradeFile(Array(tiny.utf8)).rows[0].fields).fees == "0")
    }

    @Test("an open trade, and one that is not a trade, are rows with a problem")
    func freqtradeProblems() throws {
        let problems = try TradeFile(Array(export.utf8)).rows.map(\.problem)
        #expect(problems == [nil, nil, "it is still open", "amount is \"x\"; it must be a number"])
    }

    // MARK: Ids and checks

    @Test("equal content has equal ids in every run, and is told apart within one")
    func contentIDs() {
        var first = ContentIDs()
        var second = ContentIDs()
        let once = (first.next(for: "a".utf8), first.next(for: "b".utf8), first.next(for: "a".utf8))
        let again = (second.next(for: "a".utf8), second.next(for: "b".utf8), second.next(for: "a".utf8))
        #expect(once == again)
        #expect(Set([once.0, once.1, once.2]).count == 3)
    }

    @Test(
        "the hash is FNV-1a",
        arguments: [
            ("", "6c62272e07bb014262b821756295c58d"), ("a", "d228cb696f1a8caf78912b704e4a8964"),
            ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
        ])
    func hash(_ text: String, _ hash: String) {
        #expect(String(ContentIDs.hash(text.utf8), radix: 16) == hash)
    }

    @Test(
        "a dry run finds what the daemon would refuse",
        arguments: [
            ([("strategy", "S"), ("symbol", "X"), ("profit", "1")], []),
            ([("strategy", "S"), ("symbol", "X")], ["profit is required: a decimal such as \"45000.25\""]),
            ([("symbol", "X"), ("profit", "1")], ["strategy is required"]),
            (
                [("strategy", "S"), ("symbol", "X"), ("profit", "abc")],
                ["profit is \"abc\"; it must be a decimal with at most 18 places"]
            ),
            (
                [("strategy", "S"), ("symbol", "X"), ("profit", "1"), ("quantity", "-1")],
                ["quantity is -1; it must be above 0"]
            ),
        ] as [([(String, String)], [String])])
    func checks(_ fields: [(String, String)], _ problems: [String]) throws {
        let trade = try Trade.fromText(fields.map { (name: $0.0, text: $0.1) })
        #expect(TradeCheck.problems(trade, strict: false) == problems)
    }

    @Test("a strict dry run finds contradictions")
    func strictCheck() throws {
        let trade = try Trade.fromText([
            ("strategy", "S"), ("symbol", "X"), ("profit", "-1"), ("is_win", "true"),
        ])
        #expect(TradeCheck.problems(trade, strict: false).isEmpty)
        #expect(TradeCheck.problems(trade, strict: true).count == 1)
    }

    // MARK: Files of accounts

    @Test(
        "a date or midnight is the last nanosecond of its day, any other time itself",
        arguments: [
            ("2026-01-02", 1_767_398_399, 999_999_999), ("2026-01-02T00:00:00Z", 1_767_398_399, 999_999_999),
            ("2026-01-02T00:00:01Z", 1_767_312_001, 0),
            ("2026-01-02 12:00:00.5Z", 1_767_355_200, 500_000_000),
        ] as [(String, Int64, Int32)])
    func times(_ text: String, _ seconds: Int64, _ nanoseconds: Int32) throws {
        let time = try AccountFile.time(text)
        #expect((time.seconds, time.nanos) == (seconds, nanoseconds))
    }

    @Test(
        "a date, and the beginning of a day of the account, is the end of that day; midnight elsewhere is a time",
        arguments: [
            // The day begins at 05:00 UTC.
            ("2026-01-02", 1_767_416_399, 999_999_999), ("2026-01-02T05:00:00Z", 1_767_416_399, 999_999_999),
            ("2026-01-02T00:00:00-05:00", 1_767_416_399, 999_999_999),
            ("2026-01-02T00:00:00Z", 1_767_312_000, 0),
        ] as [(String, Int64, Int32)])
    func timesOfTheAccount(_ text: String, _ seconds: Int64, _ nanoseconds: Int32) throws {
        let boundary = try #require(DayBoundary(offsetMinutes: -300))
        let time = try AccountFile.time(text, boundary)
        #expect((time.seconds, time.nanos) == (seconds, nanoseconds))
    }

    @Test("seconds with as many characters as a date has are no date")
    func secondsLikeADate() throws {
        #expect(try AccountFile.time("-123456789").seconds == -123_456_789)
    }

    @Test("a row of an account asks for a cash flow, a report, both or nothing")
    func accountRows() throws {
        let text =
            "time,balance,equity,cash_flow\n2026-01-01,10,11,\n2026-01-02,,,5\n2026-01-03,,12,-1\n2026-01-04,,,0\n"
        let rows = try AccountFile(Array(text.utf8), account: "a").rows
        #expect(rows.map { $0.balance?.balance } == ["10", nil, "12", nil])
        #expect(rows.map { $0.balance?.equity } == ["11", nil, "12", nil])
        #expect(rows.map { $0.cashFlow?.amount } == [nil, "5", "-1", nil])
        #expect(rows.allSatisfy { $0.problem == nil })
    }

    @Test(
        "the requests of a row have the same ids in every run, other ones for another account or a second equal row"
    )
    func accountIDs() throws {
        let bytes = Array("time,cash_flow\n2026-01-01,5\n2026-01-01,5\n".utf8)
        let ids = try AccountFile(bytes, account: "a").rows.compactMap { $0.cashFlow?.requestID }
        #expect(ids == (try AccountFile(bytes, account: "a").rows.compactMap { $0.cashFlow?.requestID }))
        #expect(ids != (try AccountFile(bytes, account: "b").rows.compactMap { $0.cashFlow?.requestID }))
        #expect(Set(ids).count == 2)
    }

    @Test(
        "a bad row of an account has a problem and asks for nothing",
        arguments: [
            "nonsense,1,,", "2026-01-01,1e5,,", "2026-01-01,1,,x", "2026-01-01,1",
        ])
    func badAccountRows(_ line: String) throws {
        let file = try AccountFile(Array("time,balance,equity,cash_flow\n\(line)\n".utf8), account: "")
        #expect(file.rows[0].problem != nil)
        #expect(file.rows[0].balance == nil)
        #expect(file.rows[0].cashFlow == nil)
    }

    @Test(
        "a file without time, or with other columns, is refused",
        arguments: ["balance\n1\n", "time,foo\n1,2\n", ""])
    func badAccountFiles(_ text: String) {
        #expect(throws: ImportError.self) { try AccountFile(Array(text.utf8), account: "") }
    }
}

import JSON
import NijaImport
import NijaMessages
import NijaModel
import Protobuf

extension FuzzTarget {
    /// Files that people bring: trades, fills, accounts and prices.
    ///
    /// The first byte of the input chooses which.
    public static let imports = FuzzTarget(name: "imports") { bytes in
        var input = InputReader(bytes)
        let kind = input.byte()
        let file = [UInt8](input.rest)
        try checkCSV(file)
        switch kind % 4 {
        case 0: try checkTrades(file)
        case 1: try checkFills(file)
        case 2: try checkAccounts(file)
        default: try checkPrices(file)
        }
    }

    /// CSV is read as an account of it in plain Swift has it.
    private static func checkCSV(_ file: [UInt8]) throws(Finding) {
        let expected = PlainCSV.rows(file)
        let actual = try? CSVReader.rows(file).map(\.cells)
        try expectEqual(actual, expected, "the cells of the file")
    }

    private static func checkTrades(_ bytes: [UInt8]) throws {
        guard let file = try? TradeFile(bytes) else { return }
        for row in file.rows where row.problem == nil {
            // freqtrade's trades are told in other words than those in which they came, and files with unknown columns
            // are not imported.
            let isAsItCame = file.unknown.isEmpty && (row.json != nil || !file.header.isEmpty)
            if isAsItCame {
                let again = try TradeFile(Array((file.header + row.source).utf8))
                try expectEqual(again.rows.first?.json, row.json, "a line as JSON, imported again")
                try expectEqual(
                    again.rows.first?.fields.map(\.text), row.fields.map(\.text), "a line, imported again")
            }
            let known = Set(Trade.fieldNames)
            let trade =
                if let json = row.json {
                    try? Trade.fromJSON(.object(json.members.filter { known.contains($0.name) }))
                } else {
                    try? Trade.fromText(row.fields.filter { known.contains($0.name) })
                }
            guard let trade else { continue }
            let lenient = TradeCheck.problems(trade, strict: false)
            let strict = TradeCheck.problems(trade, strict: true)
            try expect(strict.count >= lenient.count, "a strict look finds less: \(strict), \(lenient)")
            try expectEqual(try Trade.decode(trade.encode()), trade, "the trade, sent")
        }
    }

    private static func checkFills(_ bytes: [UInt8]) throws {
        guard
            let file = try? RecordFile(bytes, aliases: ["id": "fill_id"], known: NijaMessages.Fill.fieldNames)
        else {
            return
        }
        for row in file.rows where row.problem == nil {
            guard let fill = try? NijaMessages.Fill.fromText(row.fields) else { continue }
            try expectEqual(try NijaMessages.Fill.decode(fill.encode()), fill, "the fill, sent")
        }
    }

    private static func checkAccounts(_ bytes: [UInt8]) throws {
        guard let boundary = DayBoundary(offsetMinutes: -300),
            let file = try? AccountFile(bytes, account: "a", boundary: boundary)
        else { return }
        for row in file.rows where row.problem != nil {
            try expect(row.balance == nil && row.cashFlow == nil, "a bad line asks for something")
        }
        let ids = file.rows.flatMap { [$0.balance?.requestID, $0.cashFlow?.requestID].compactMap(\.self) }
        try expectEqual(Set(ids).count, ids.count, "the count of different ids")
    }

    private static func checkPrices(_ bytes: [UInt8]) throws {
        guard let file = try? PriceFile(bytes, column: nil) else { return }
        for price in file.prices {
            let (close, date) = (try Decimal(price.close), try Day(price.date))
            try expect(close.signum > 0, "a close of \(close)")
            try expectEqual(date.description, price.date, "the date")
        }
    }
}

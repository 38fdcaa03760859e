import NijaModel

extension FuzzTarget {
    /// Tokens of pages: what was written is read, and nothing else is.
    ///
    /// The first byte of the input chooses between a text that may be a token, and a place that has one.
    public static let pageTokens = FuzzTarget(name: "page-tokens") { bytes in
        var input = InputReader(bytes)
        if input.byte() & 1 == 0 {
            try checkReading(String(decoding: input.rest, as: UTF8.self))
        } else {
            try checkWriting(&input)
        }
    }

    private static func checkReading(_ text: String) throws(Finding) {
        let words = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let sequenceMax = UInt64(Int64.max)
        try expectEqual(
            PageToken.number(text) != nil, isNumber(text, in: 0...Int128(UInt64.max)),
            "whether \(text) is a number")
        try expectEqual(
            PageToken.instant(text) != nil, isNumber(text, in: Int128(Int64.min)...Int128(Int64.max)),
            "whether \(text) is an instant")
        try expectEqual(
            PageToken.place(text) != nil,
            words.count == 2 && isNumber(words[0], in: Int128(Int64.min)...Int128(Int64.max))
                && isNumber(words[1], in: 0...Int128(sequenceMax)), "whether \(text) is a place")
        let isTrade =
            words.count == 3 && isHexadecimal(words[0], upTo: sequenceMax)
            && isHexadecimal(words[1], upTo: sequenceMax)
            && isText(words[2])
        try expectEqual(PageToken.trade(text) != nil, isTrade, "whether \(text) is a place among trades")
        if let trade = PageToken.trade(text) {
            try expectEqual(
                PageToken.text(bound: trade.bound, sequence: trade.sequence, key: trade.key), text,
                "the token")
        }
    }

    private static func checkWriting(_ input: inout InputReader) throws(Finding) {
        let (first, second) = (input.number(bytes: 8), input.number(bytes: 8) >> 1)
        let key = String(decoding: input.rest, as: UTF8.self)
        let place = Int64(bitPattern: first)
        try expectEqual(PageToken.number(PageToken.text(number: first)), first, "the number")
        let instant = Timestamp(nanoseconds: place)
        try expectEqual(PageToken.instant(PageToken.text(instant: instant)), instant, "the instant")
        let read = PageToken.place(PageToken.text(place: place, sequence: second))
        try expect(
            read.map { $0 == (place, second) } ?? false,
            "\(place) and \(second) become \(String(describing: read))")
        let trade = PageToken.trade(PageToken.text(bound: first >> 1, sequence: second, key: key))
        try expect(
            trade.map { $0 == (first >> 1, second, key) } ?? false,
            "\(first >> 1), \(second) and \(key) become \(String(describing: trade))")
    }

    /// Whether a text is a whole number in the one way in which it can be written.
    private static func isNumber(_ text: String, in range: ClosedRange<Int128>) -> Bool {
        let digits = text.utf8.first == 0x2D ? text.dropFirst() : text[...]
        return !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && (digits.utf8.first != 0x30 || text == "0") && Int128(text).map(range.contains) ?? false
    }

    /// Whether a text is a number in small hexadecimal digits in the one way in which it can be written.
    private static func isHexadecimal(_ text: String, upTo largest: UInt64) -> Bool {
        let digits = text.utf8.map(hexadecimalDigit)
        guard !digits.isEmpty, digits.count <= 16, digits[0] != 0 || digits.count == 1 else { return false }
        var value: UInt64 = 0
        for digit in digits {
            guard let digit else { return false }
            value = value << 4 | UInt64(digit)
        }
        return value <= largest
    }

    /// Whether a text is UTF-8 in pairs of small hexadecimal digits.
    private static func isText(_ text: String) -> Bool {
        let digits = text.utf8.compactMap(hexadecimalDigit)
        guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return false }
        let bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        return String(validating: bytes, as: UTF8.self) != nil
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}

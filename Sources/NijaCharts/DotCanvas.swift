/// Cells of text that are drawn on by dots: eight to a cell as Braille, or one as ASCII.
struct DotCanvas {
    private let columns: Int
    private let isASCII: Bool
    /// Which dots of a cell are set, as the offset in Unicode's Braille patterns.
    private var dots: [UInt32]
    private var tones: [Tone?]

    /// How many dots there are to the right.
    var dotColumns: Int { columns * (isASCII ? 1 : 2) }
    /// How many there are downwards.
    let dotRows: Int

    /// The bits of Braille patterns, by row and column of a cell (Unicode 15, section 21.1).
    private static let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

    init(columns: Int, rows: Int, isASCII: Bool) {
        (self.columns, self.isASCII) = (columns, isASCII)
        dotRows = rows * (isASCII ? 1 : 4)
        dots = Array(repeating: 0, count: columns * rows)
        tones = Array(repeating: nil, count: columns * rows)
    }

    /// Sets the dots of a column from one row to another; cells take the tone that was drawn last.
    mutating func fill(_ column: Int, _ rows: ClosedRange<Int>, _ tone: Tone) {
        for row in rows where (0..<dotRows).contains(row) {
            let cell = isASCII ? row * columns + column : row / 4 * columns + column / 2
            dots[cell] |= isASCII ? 1 : Self.bits[row % 4][column % 2]
            tones[cell] = tone
        }
    }

    /// A line of cells; neighbours of one tone are painted together.
    func line(_ row: Int, _ paint: (String, Tone) -> String) -> String {
        var (line, run, tone) = ("", "", Tone?.none)
        for cell in row * columns..<(row + 1) * columns {
            if tones[cell] != tone {
                line += tone.map { paint(run, $0) } ?? run
                (run, tone) = ("", tones[cell])
            }
            run.append(character(cell))
        }
        // Blanks at the end are left out.
        return line + (tone.map { paint(run, $0) } ?? "")
    }

    private func character(_ cell: Int) -> Character {
        guard dots[cell] != 0 else { return " " }
        if isASCII { return tones[cell] == .secondary ? "o" : tones[cell] == .loss ? "#" : "*" }
        return Unicode.Scalar(0x2800 + dots[cell]).map(Character.init) ?? " "
    }
}

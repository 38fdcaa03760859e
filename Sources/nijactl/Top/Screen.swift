import CNcurses

/// A key that was pressed.
enum Key: Equatable {
    case character(Character)
    case up, down, left, right, pageUp, pageDown, home, end
    case enter, escape, backspace, tab, backTab
    /// The terminal has another size.
    case resized
}

/// The whole terminal, drawn by ncurses; the terminal is as before once it is gone.
final class Screen {
    /// Takes the terminal over; nil when it is of a kind that cannot be drawn on.
    init?() {
        guard curses_begin() else { return nil }
    }

    deinit { curses_end() }

    /// Cells of a line, and lines.
    var size: (columns: Int, rows: Int) {
        var (columns, rows): (Int32, Int32) = (0, 0)
        curses_size(&columns, &rows)
        return (Int(columns), Int(rows))
    }

    /// Draws lines from the top, with the colours that `Style` gives; ncurses sends only what has changed.
    func draw(_ lines: [String]) {
        let size = size
        for row in 0..<size.rows {
            move(Int32(row), 0)
            for span in StyledSpan.spans(of: row < lines.count ? lines[row] : "") {
                curses_look(span.isBold, span.isFaint, span.isReversed, span.color.number)
                curses_write(span.text)
            }
            curses_look(false, false, false, 0)
            curses_clear_rest_of_line()
        }
        refresh()
    }

    /// The next key; nil when none comes within so many milliseconds.
    func key(within milliseconds: Int32) -> Key? {
        let code = curses_key(milliseconds)
        return code < 0 ? Self.functionKeys[-code] : Self.character(code)
    }

    private static let functionKeys: [Int32: Key] = [
        KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_PPAGE: .pageUp,
        KEY_NPAGE: .pageDown, KEY_HOME: .home, KEY_END: .end, KEY_ENTER: .enter, KEY_BACKSPACE: .backspace,
        KEY_BTAB: .backTab, KEY_RESIZE: .resized,
    ]

    private static func character(_ code: Int32) -> Key? {
        switch code {
        case 0: nil
        case 9: .tab
        case 10, 13: .enter
        case 27: .escape
        case 8, 127: .backspace
        default: Unicode.Scalar(UInt32(code)).map { .character(Character($0)) }
        }
    }
}

extension StyledSpan.Color {
    fileprivate var number: Int16 {
        switch self {
        case .plain: Int16(CURSES_PLAIN)
        case .green: Int16(CURSES_GREEN)
        case .red: Int16(CURSES_RED)
        case .yellow: Int16(CURSES_YELLOW)
        }
    }
}

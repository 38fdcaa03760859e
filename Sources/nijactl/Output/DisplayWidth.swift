/// Cells of a terminal that a text takes: wide characters take two, combining ones and colours none.
func displayWidth(_ text: String) -> Int {
    var width = 0
    var isEscape = false
    for scalar in text.unicodeScalars {
        if isEscape {
            isEscape = scalar != "m"
        } else if scalar == "\u{1B}" {
            isEscape = true
        } else {
            width += cells(of: scalar)
        }
    }
    return width
}

/// The text in at most `width` cells, with "…" where it was cut.
func clipped(_ text: String, to width: Int) -> String {
    if displayWidth(text) <= width { return text }
    var result = ""
    var left = width - 1
    for character in text {
        left -= displayWidth(String(character))
        if left < 0 { break }
        result.append(character)
    }
    return result + "…"
}

/// The text with spaces up to `width` cells, in front of it or behind it.
func padded(_ text: String, to width: Int, right: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - displayWidth(text)))
    return right ? spaces + text : text + spaces
}

private func cells(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide(scalar) ? 2 : 1
    }
}

/// East Asian wide characters and emoji.
///
/// - Source: Unicode Standard Annex 11, the blocks of class W.
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        true
    default: false
    }
}

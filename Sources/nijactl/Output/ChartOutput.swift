import Cairo
import Glibc
import NijaCharts

/// Shows charts where they are wanted: in the terminal, or as files.
struct ChartOutput {
    /// The options of every command that draws.
    static let options = [
        Option("svg", "FILE", "draw into this file as SVG"),
        Option("png", "FILE", "draw into this file as PNG"),
        Option("pdf", "FILE", "draw into this file as PDF"),
        Option(flag: "ascii", "draw with ASCII only (by the locale)"),
    ]

    private let call: Invocation

    init(_ call: Invocation) { self.call = call }

    /// Whether any file is to be written; nothing is drawn in the terminal then.
    var wantsPictures: Bool { ["svg", "png", "pdf"].contains { call[$0] != nil } }

    /// Draws a chart.
    func show(_ chart: Chart) throws(CommandError) {
        if wantsPictures {
            try write(chart.drawing())
        } else {
            let style = call.output.style
            let isASCII = call.has("ascii") || call.settings.isASCIIOnly
            Output.write(
                TextChart(width: min(style.width ?? 100, 160), isASCII: isASCII) { text, tone in
                    style.painted(text, tone)
                }.text(chart))
        }
    }

    /// Draws a table of months.
    func show(_ months: MonthlyReturns, title: String) throws(CommandError) {
        if wantsPictures {
            try write(months.drawing(title: title))
        } else {
            let style = call.output.style
            Output.write("\(title)\n" + months.text(paint: style.painted))
        }
    }

    private func write(_ drawing: Drawing) throws(CommandError) {
        if let path = call["svg"] { try write(Array(drawing.svg.utf8), to: path) }
        if let path = call["png"] {
            try write(try Self.drawn { () throws(PictureError) in try drawing.png() }, to: path)
        }
        if let path = call["pdf"] {
            try write(try Self.drawn { () throws(PictureError) in try drawing.pdf() }, to: path)
        }
    }

    private static func drawn(_ draw: () throws(PictureError) -> [UInt8]) throws(CommandError) -> [UInt8] {
        do throws(PictureError) { return try draw() } catch { throw .failed("cannot draw: \(error.message)") }
    }

    private func write(_ bytes: [UInt8], to path: String) throws(CommandError) {
        guard FileBytes.write(bytes, to: path) else {
            throw .failed("cannot write \(path): \(String(cString: strerror(errno)))")
        }
        call.output.note("wrote \(path)")
    }
}

extension Style {
    /// A part of a chart in its colour.
    func painted(_ text: String, _ tone: Tone) -> String {
        switch tone {
        case .primary: accent(text)
        case .secondary: warning(text)
        case .gain: good(text)
        case .loss: bad(text)
        case .faint, .grid: faint(text)
        case .ink, .paper: text
        }
    }
}

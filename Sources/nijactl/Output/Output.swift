import Glibc
import JSON
import NijaImport
import Protobuf

/// In what form results are written.
enum OutputFormat: String, CaseIterable {
    case table, wide, json, ndjson, csv, id

    static let names = allCases.map(\.rawValue)

    /// Whether programs read it: then errors are JSON as well.
    var isJSON: Bool { self == .json || self == .ndjson }
}

/// Writes results to standard output and everything else to standard error.
struct Output {
    let format: OutputFormat
    /// Whether the format was asked for.
    let isExplicit: Bool
    let style: Style
    let isQuiet: Bool
    private let selection: RowSelection

    /// Whether a stream writes lines for people: on a terminal, or when a table was asked for.
    var isForPeople: Bool {
        let isTable = format == .table || format == .wide
        return isTable && (isExplicit || isatty(STDOUT_FILENO) == 1)
    }

    /// - Parameters:
    ///   - options: those of the command line.
    ///   - settings: what holds where the command line says nothing.
    ///   - hasOwnFormat: the command's `--format` means something else.
    /// - Throws: Wrong usage of an option.
    init(
        options: [String: String], settings: UserSettings, hasOwnFormat: Bool = false
    ) throws(CommandError) {
        let asked = (hasOwnFormat ? nil : options["format"]) ?? settings.outputFormat
        guard let format = OutputFormat(rawValue: asked.isEmpty ? "table" : asked) else {
            let near = Suggestion.nearest(to: asked, in: OutputFormat.names).map { "Did you mean \($0)?" }
            throw .usage(
                "-o is \(asked); it must be one of \(OutputFormat.names.joined(separator: ", "))",
                hint: near ?? "")
        }
        (self.format, isExplicit) = (format, !asked.isEmpty)
        style = Style(
            isColored: try settings.usesColor(options["color"], on: STDOUT_FILENO),
            width: settings.terminalWidth(of: STDOUT_FILENO))
        selection = RowSelection(
            columns: (options["columns"] ?? "").split(separator: ",").map(String.init), sort: options["sort"],
            limit: try Self.limit(options["limit"]))
        isQuiet = options["quiet"] != nil
    }

    private static func limit(_ text: String?) throws(CommandError) -> Int? {
        guard let text else { return nil }
        guard let number = Int(text), number > 0 else {
            throw .usage("--limit is \(text); it must be a number above 0")
        }
        return number
    }

    // MARK: Results

    /// Writes an answer that is a list: `name` is the field that holds it.
    func list(_ message: some ProtobufMessage, rows name: String, _ layout: TableLayout) throws(CommandError)
    {
        let answer = try Self.parse(message)
        let elements = answer[name]?.elements ?? []
        guard format == .json else {
            try rows(elements, layout)
            return
        }
        Self.write(answer.setting(name, to: .array(try selected(elements, layout))).pretty + "\n")
    }

    /// Writes rows, wherever they come from.
    func rows(_ elements: [JSONValue], _ layout: TableLayout) throws(CommandError) {
        let elements = try selected(elements, layout)
        let columns = try selection.columns(of: elements, layout)
        switch format {
        case .ndjson:
            for element in elements { Self.write(Self.picked(element, columns).compact + "\n") }
        case .json: Self.write(JSONValue.array(elements.map { Self.picked($0, columns) }).pretty + "\n")
        case .id: for element in elements { Self.write((element[path: layout.id]?.text ?? "") + "\n") }
        case .csv:
            let fields = columns ?? layout.csv ?? layout.columns + layout.wide
            Self.write(CSVWriter.line(fields.map(\.field)))
            for element in elements {
                Self.write(CSVWriter.line(fields.map { $0.plain(element[path: $0.field]) }))
            }
        case .table, .wide:
            if elements.isEmpty {
                note("nothing to show")
                return
            }
            let shown = columns ?? (format == .wide ? layout.columns + layout.wide : layout.columns)
            Self.write(Table(elements, shown, style, id: layout.id).text)
        }
    }

    /// Writes an answer that is one thing: `field` names it, or nothing does and it is the answer itself.
    func one(
        _ message: some ProtobufMessage, _ field: String, card: (JSONValue) -> String
    ) throws(CommandError) {
        try thing(try Self.parse(message), field, card: card)
    }

    /// Writes one thing, wherever it comes from.
    func thing(_ answer: JSONValue, _ field: String = "", card: (JSONValue) -> String) throws(CommandError) {
        let thing = answer[field] ?? answer
        switch format {
        case .json: Self.write(answer.pretty + "\n")
        case .ndjson, .csv, .id: try rows([thing], TableLayout(thing.members.map { Column($0.name) }))
        case .table, .wide: Self.write(card(thing))
        }
    }

    private func selected(_ elements: [JSONValue], _ layout: TableLayout) throws(CommandError) -> [JSONValue]
    {
        let (shown, total) = try selection.rows(elements, layout)
        if shown.count < total { note("showing \(shown.count) of \(total); more with --limit") }
        return shown
    }

    /// An element with those fields only that were asked for.
    private static func picked(_ element: JSONValue, _ columns: [Column]?) -> JSONValue {
        guard let columns else { return element }
        return .object(columns.map { .init($0.field, element[path: $0.field] ?? .null) })
    }

    /// An answer as every format is made from it.
    static func parse(_ message: some ProtobufMessage) throws(CommandError) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue.parse(Array(message.json().utf8))
        } catch {
            throw .failed("an answer could not be rendered: \(error.reason)")
        }
    }

    // MARK: Writing

    /// Writes to standard output.
    static func write(_ text: String) {
        put(text, STDOUT_FILENO)
    }

    /// Says something to the person.
    static func say(_ text: String, newline: Bool = true) {
        put(text + (newline ? "\n" : ""), STDERR_FILENO)
    }

    /// Says something to the person, unless they want quiet.
    func note(_ text: String) {
        if !isQuiet { Self.say(text) }
    }

    private static func put(_ text: String, _ descriptor: Int32) {
        var text = text
        let isWhole = text.withUTF8 { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let slice = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: rest))
                let count = Glibc.write(descriptor, slice.baseAddress, slice.count)
                if count < 0 && errno != EINTR { return false }
                rest = rest.dropFirst(max(count, 0))
            }
            return true
        }
        // Nobody reads any more, or the disk is full: there is nowhere left to say so.
        if !isWhole { exit(ExitCode.failed.rawValue) }
    }
}

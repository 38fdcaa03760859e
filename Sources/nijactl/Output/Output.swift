import Glibc
import JSON
import Protobuf

/// In what form results are written.
enum OutputFormat: String, CaseIterable {
    case table, wide, json, ndjson, csv, id

    static let names = allCases.map(\.rawValue)
}

/// Writes results to standard output and everything else to standard error.
struct Output {
    let format: OutputFormat
    /// Whether the format was asked for.
    let isExplicit: Bool
    let style: Style
    private let columns: [String]
    private let sort: String?
    private let limit: Int?
    let isQuiet: Bool

    init(options: [String: String], settings: UserSettings) throws(CommandError) {
        let asked = options["output"] ?? settings.outputFormat
        guard let format = OutputFormat(rawValue: asked.isEmpty ? "table" : asked) else {
            throw .usage("-o is \(asked); it must be one of \(OutputFormat.names.joined(separator: ", "))")
        }
        (self.format, isExplicit) = (format, !asked.isEmpty)
        style = Style(isColored: settings.usesColor(options["color"], on: STDOUT_FILENO))
        columns = (options["columns"] ?? "").split(separator: ",").map { String($0).underscored }
        sort = options["sort"]?.underscored
        if let text = options["limit"] {
            guard let number = Int(text), number >= 0 else {
                throw .usage("--limit is \(text); it must be a number")
            }
            limit = number
        } else {
            limit = nil
        }
        isQuiet = options["quiet"] != nil
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
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR { exit(ExitCode.failed.rawValue) }
            rest = rest.dropFirst(max(count, 0))
        }
    }

    /// Tells why a command failed.
    static func report(_ error: CommandError, asJSON: Bool) {
        if asJSON {
            let fields = error.fields.map {
                "{\"field\":\(jsonQuoted($0.field)),\"description\":\(jsonQuoted($0.description))}"
            }
            say(
                "{\"error\":{\"code\":\(jsonQuoted(error.name)),\"message\":\(jsonQuoted(error.message)),"
                    + "\"hint\":\(jsonQuoted(error.hint)),\"fields\":[\(fields.joined(separator: ","))]}}")
            return
        }
        say("nijactl: \(error.message)")
        for field in error.fields { say("  \(field.field) \(field.description)") }
        if !error.hint.isEmpty { say(error.hint) }
    }

    // MARK: Results

    /// Writes an answer that is a list: `rows` names the field that holds it.
    func list(_ message: some ProtobufMessage, rows name: String, _ table: TableLayout) throws(CommandError) {
        if format == .json {
            Self.write(message.json(pretty: true) + "\n")
            return
        }
        try rows(try Self.parse(message)[name]?.elements ?? [], table)
    }

    /// Writes rows that come from one or several answers.
    func rows(_ elements: [JSONValue], _ table: TableLayout) throws(CommandError) {
        var elements = elements
        if let sort { elements = Self.sorted(elements, by: sort) }
        if let limit, elements.count > limit {
            note("showing \(limit) of \(elements.count)")
            elements = Array(elements.prefix(limit))
        }
        switch format {
        case .ndjson: for element in elements { Self.write(element.compact + "\n") }
        case .json: Self.write("[" + elements.map(\.compact).joined(separator: ",\n ") + "]\n")
        case .id: for element in elements { Self.write((element[path: table.id]?.text ?? "") + "\n") }
        case .csv: Self.write(try csv(elements, table))
        case .table, .wide:
            let shown = try chosen(from: elements, table)
            if elements.isEmpty {
                note("nothing to show")
            } else {
                Self.write(Table(elements, shown, style).text)
            }
        }
    }

    /// Writes an answer that is one thing: `field` names it.
    func one(_ message: some ProtobufMessage, _ field: String, card: (JSONValue) -> String)
        throws(CommandError)
    {
        let value = try Self.parse(message)
        let inner = value[field] ?? value
        switch format {
        case .json: Self.write(message.json(pretty: true) + "\n")
        case .ndjson: Self.write(inner.compact + "\n")
        case .csv, .id: try rows([inner], TableLayout(inner.members.map { Column($0.name) }))
        case .table, .wide: Self.write(card(inner))
        }
    }

    static func parse(_ message: some ProtobufMessage) throws(CommandError) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue.parse(Array(message.json().utf8))
        } catch {
            throw .failed("an answer could not be rendered: \(error.reason)")
        }
    }

    /// The columns that are shown: those asked for, or those of the table.
    private func chosen(from elements: [JSONValue], _ table: TableLayout) throws(CommandError) -> [Column] {
        if columns.isEmpty { return format == .wide ? table.columns + table.wide : table.columns }
        let known = Set(
            elements.flatMap { $0.members.map(\.name) } + (table.columns + table.wide).map(\.field))
        return try columns.map { name throws(CommandError) in
            if let column = (table.columns + table.wide).first(where: { $0.field == name }) { return column }
            if known.contains(name) || elements.isEmpty || elements[0][path: name] != nil {
                return Column(name)
            }
            throw .usage(
                "there is no column \(name); the columns are \(known.sorted().joined(separator: ", "))")
        }
    }

    private func csv(_ elements: [JSONValue], _ table: TableLayout) throws(CommandError) -> String {
        let fields =
            columns.isEmpty ? (table.csv ?? table.columns + table.wide) : try chosen(from: elements, table)
        let lines =
            [fields.map(\.field)]
            + elements.map { element in fields.map { $0.plain(element[path: $0.field]) } }
        return lines.map(CSVWriter.line).joined()
    }

    /// Sorted by a field, as numbers where both are; "-" in front for the largest first.
    ///
    /// Missing values come last.
    private static func sorted(_ elements: [JSONValue], by key: String) -> [JSONValue] {
        let isDescending = key.hasPrefix("-") || key.hasPrefix("_")
        let field = isDescending ? String(key.dropFirst()) : key
        return elements.enumerated().sorted { left, right in
            guard let first = left.element[path: field]?.text else { return false }
            guard let second = right.element[path: field]?.text else { return true }
            if first == second { return left.offset < right.offset }
            let isLess =
                if let one = Double(first), let other = Double(second) { one < other } else { first < second }
            return isLess != isDescending
        }.map(\.element)
    }
}

extension JSONValue {
    /// A member by a path of names with points between.
    subscript(path path: String) -> JSONValue? {
        path.split(separator: ".").reduce(Optional(self)) { value, name in value?[String(name)] }
    }

    /// The value on one line.
    var compact: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let text): text
        case .string(let text): jsonQuoted(text)
        case .array(let elements): "[" + elements.map(\.compact).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { jsonQuoted($0.name) + ":" + $0.value.compact }.joined(separator: ",") + "}"
        }
    }
}

import JSON
import NijaModel
import Protobuf

/// A column of a table: a field of the rows and how it looks.
struct Column: Sendable {
    /// How a value looks.
    enum Look: Sendable {
        /// As it is.
        case plain
        /// A number or an amount, to the right.
        case amount
        /// An amount with its sign and colour.
        case signed
        /// An amount to two places from 1 upwards, with its sign and colour or not: for figures that one glances at.
        case money(isSigned: Bool)
        /// A percentage or ratio to two places.
        case ratio
        /// A time to the second.
        case time
        /// An enumeration without its prefix, in colour.
        case state(prefix: String)
    }

    /// The field, or a path of fields with points between.
    let field: String
    let title: String
    let look: Look

    init(_ field: String, _ title: String? = nil, _ look: Look = .plain) {
        self.field = field
        self.title = title ?? field.split(separator: ".").last.map(String.init) ?? field
        self.look = look
    }

    /// Whether a person may mean this column by `name`: its field, the last part of it, or its title.
    func isCalled(_ name: String) -> Bool {
        field == name || field.hasSuffix("." + name) || title.underscoredTitle == name.underscoredTitle
    }

    var isRight: Bool {
        switch look {
        case .amount, .signed, .money, .ratio: true
        case .plain, .time, .state: false
        }
    }

    /// Whether it may be cut to fit: a number or a time that is cut says something else.
    var isCuttable: Bool {
        switch look {
        case .plain, .state: true
        case .amount, .signed, .money, .ratio, .time: false
        }
    }

    /// The value as files have it.
    func plain(_ value: JSONValue?) -> String {
        switch value {
        case .array(let elements): elements.compactMap(\.text).joined(separator: ",")
        case .object: value?.compact ?? ""
        default: value?.text ?? ""
        }
    }

    /// The value as people see it; one that is missing is a dash.
    func shown(_ value: JSONValue?) -> String {
        let text = plain(value)
        if text.isEmpty { return "–" }
        switch look {
        case .plain: return text
        case .amount: return Self.shortened(text)
        case .signed: return Self.signed(Self.shortened(text))
        case .money(let isSigned):
            return isSigned ? Self.signed(Self.glanced(text)) : Self.glanced(text)
        case .ratio: return Self.rounded(text)
        case .time: return text.prefix(19).split(separator: "T", maxSplits: 1).joined(separator: " ")
        case .state(let prefix):
            let name = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
            return name == "UNSPECIFIED" ? "–" : name
        }
    }

    func painted(_ text: String, _ style: Style) -> String {
        if text == "–" { return style.faint(text) }
        switch look {
        case .signed, .money(isSigned: true): return style.signed(text)
        case .state: return style.state(text)
        case .plain, .amount, .money, .ratio, .time: return text
        }
    }

    /// To two places from 1 upwards; below, the digits say more than the places.
    static func glanced(_ text: String) -> String {
        (Double(text)?.magnitude ?? 0) < 1 ? shortened(text) : rounded(text)
    }

    /// A number with a plus when it is above 0.
    private static func signed(_ text: String) -> String {
        (Double(text) ?? 0) > 0 ? "+" + text : text
    }

    /// To two places, half to even.
    static func rounded(_ text: String) -> String {
        guard let value = Double(text), value.magnitude < 1e13 else { return text }
        let hundredths = Int64((value * 100).rounded(.toNearestOrEven))
        let (whole, part) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
        return "\(hundredths < 0 ? "-" : "")\(whole).\(part < 10 ? "0" : "")\(part)"
    }

    /// An amount with more than 8 places to four, or to eight and at least four digits when it is below 1.
    ///
    /// `-o json` has them all.
    static func shortened(_ text: String) -> String {
        guard let point = text.firstIndex(of: ".") else { return text }
        let places = text[point...].dropFirst()
        guard places.count > 8, let amount = try? Decimal(text, rounding: .halfEven) else { return text }
        let isSmall = text[..<point].allSatisfy { $0 == "0" || $0 == "-" }
        let kept = isSmall ? max(8, places.prefix { $0 == "0" }.count + 4) : 4
        return (try? amount.rounded(toPlaces: kept, rounding: .halfEven))?.description ?? text
    }
}

extension String {
    /// "win %" and "WIN_%" as one.
    fileprivate var underscoredTitle: String {
        lowercased().split { $0 == " " || $0 == "_" || $0 == "-" }.joined(separator: "_")
    }
}

/// The columns of a list.
struct TableLayout: Sendable {
    let columns: [Column]
    /// More of them, for `-o wide` and files.
    let wide: [Column]
    /// The field that tells rows apart.
    let id: String
    /// The columns of files, when they are others.
    let csv: [Column]?

    init(_ columns: [Column], wide: [Column] = [], id: String? = nil, csv: [Column]? = nil) {
        (self.columns, self.wide, self.csv) = (columns, wide, csv)
        self.id = id ?? columns.first?.field ?? ""
    }

    /// Every column there is a name for.
    var all: [Column] { columns + wide + (csv ?? []) }
}

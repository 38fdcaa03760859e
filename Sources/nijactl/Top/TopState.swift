import JSON

/// What `top` shows and where the person is in it; keys and answers of the daemon change it, and nothing else.
struct TopState {
    /// A list on the screen.
    enum Panel: Int, CaseIterable {
        case positions, strategies, alarms, trades

        var title: String { "\(self)".capitalizedFirst }

        var layout: TableLayout {
            switch self {
            case .positions: PositionCommands.layout
            case .strategies: StrategyCommands.layout
            case .alarms: AlarmCommands.layout
            case .trades: TradeCommands.layout
            }
        }
    }

    /// How a list is looked at.
    struct Looking {
        var selected = 0
        /// The column that sorts; nil for the daemon's sequence.
        var sortColumn: Int?
        var isDescending = true
    }

    /// What the keys mean just now.
    enum Mode: Equatable {
        case browsing
        /// The filter is being written.
        case filtering
        /// Whether to really do it.
        case confirming(Action)
        case help
    }

    /// What the daemon is asked to do.
    enum Action: Equatable {
        case acknowledge(alarm: String)
        case pause(strategy: String)
        case resume(strategy: String)

        var question: String {
            switch self {
            case .acknowledge(let alarm): "Acknowledge \(alarm)?"
            case .pause(let strategy): "Pause strategy \(strategy)?"
            case .resume(let strategy): "Resume strategy \(strategy)?"
            }
        }
    }

    /// What follows from a key.
    enum Effect: Equatable {
        case nothing, quit
        case carryOut(Action)
    }

    var data = TopData()
    var panel = Panel.strategies
    var mode = Mode.browsing
    /// Rows that have this text somewhere are shown.
    var filter = ""
    /// What was done last, or why it failed.
    var message = ""
    /// Why the daemon cannot be reached; nil while it can.
    var outage: String?
    private var looking: [Panel: Looking] = [:]

    subscript(panel: Panel) -> Looking {
        get { looking[panel] ?? Looking() }
        set { looking[panel] = newValue }
    }

    /// The rows of a list: those that match, in the sequence that was asked for.
    func rows(_ panel: Panel) -> [JSONValue] {
        var rows = data.rows(panel)
        if !filter.isEmpty {
            rows = rows.filter { row in
                panel.layout.columns.contains { column in
                    column.shown(row[path: column.field]).lowercased().contains(filter.lowercased())
                }
            }
        }
        let looking = self[panel]
        guard let column = looking.sortColumn else { return rows }
        return RowSelection.sorted(rows, by: panel.layout.columns[column].field, looking.isDescending)
    }

    /// The row that is selected in a list; nil when it is empty.
    func selectedIndex(_ panel: Panel, of count: Int) -> Int? {
        count == 0 ? nil : min(max(0, self[panel].selected), count - 1)
    }

    // MARK: Keys

    /// Takes a key.
    mutating func press(_ key: Key) -> Effect {
        switch mode {
        case .browsing: return browse(key)
        case .filtering: writeFilter(key)
        case .help: mode = .browsing
        case .confirming(let action):
            mode = .browsing
            if key == .character("y") { return .carryOut(action) }
            message = "nothing was done"
        }
        return .nothing
    }

    private mutating func browse(_ key: Key) -> Effect {
        message = ""
        switch key {
        case .character("q"): return .quit
        case .character("?"), .character("h"): mode = .help
        case .character("/"): mode = .filtering
        case .escape: filter = ""
        case .tab, .right: panel = Self.panel(after: panel, by: 1)
        case .backTab, .left: panel = Self.panel(after: panel, by: -1)
        case .character("s"): sortByNext()
        case .character("S"): self[panel].isDescending.toggle()
        case .character("a"), .character("p"), .character("r"): askFor(key)
        default: moveSelection(key)
        }
        return .nothing
    }

    private static func panel(after panel: Panel, by step: Int) -> Panel {
        let count = Panel.allCases.count
        return Panel.allCases[(panel.rawValue + step + count) % count]
    }

    private mutating func sortByNext() {
        let next = (self[panel].sortColumn ?? -1) + 1
        self[panel].sortColumn = next < panel.layout.columns.count ? next : nil
    }

    private mutating func moveSelection(_ key: Key) {
        let count = rows(panel).count
        let selected = selectedIndex(panel, of: count) ?? 0
        let moved =
            switch key {
            case .up, .character("k"): selected - 1
            case .down, .character("j"): selected + 1
            case .pageUp: selected - 10
            case .pageDown: selected + 10
            case .home: 0
            case .end: count - 1
            default: selected
            }
        self[panel].selected = min(max(0, moved), max(0, count - 1))
    }

    /// Asks first: a key is pressed by mistake easily, and a bot that pauses costs money.
    private mutating func askFor(_ key: Key) {
        let rows = rows(panel)
        guard let index = selectedIndex(panel, of: rows.count),
            let name = rows[index][path: panel.layout.id]?.text
        else {
            message = "nothing is selected"
            return
        }
        switch (key, panel) {
        case (.character("a"), .alarms): mode = .confirming(.acknowledge(alarm: name))
        case (.character("p"), .strategies): mode = .confirming(.pause(strategy: name))
        case (.character("r"), .strategies): mode = .confirming(.resume(strategy: name))
        case (.character("a"), _): message = "select an alarm first (Tab changes the list)"
        default: message = "select a strategy first (Tab changes the list)"
        }
    }

    private mutating func writeFilter(_ key: Key) {
        switch key {
        case .enter: mode = .browsing
        case .escape:
            filter = ""
            mode = .browsing
        case .backspace: filter = String(filter.dropLast())
        case .character(let character): filter.append(character)
        default: break
        }
    }
}

extension String {
    /// With its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

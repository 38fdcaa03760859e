public import NijaCompliance
public import NijaModel

/// Whose fills are audited together: a user of an account, or all of its fills that name no user.
public struct AuditedUser: Hashable, Comparable, Sendable {
    /// The account.
    public var account: String
    /// The user; empty for fills of none.
    public var userID: String

    /// Names a user of an account.
    public init(account: String, userID: String) {
        self.account = account
        self.userID = userID
    }

    /// By account and user.
    public static func < (left: AuditedUser, right: AuditedUser) -> Bool {
        (left.account, left.userID) < (right.account, right.userID)
    }
}

/// The rules of compliance, and the books that new fills are judged with.
///
/// What the books say could be had from the fills alone; they are kept so that a new fill costs microseconds.
public struct ComplianceState: Sendable {
    /// How the rules are set.
    public private(set) var rules = Rulebook()
    private var books: [AuditedUser: AuditBook] = [:]

    init() {}

    /// The book of a user; nil while no fill of theirs was recorded.
    public func book(of user: AuditedUser) -> AuditBook? { books[user] }

    /// Takes a fill; what the rules say of it.
    mutating func add(_ fill: RecordedFill, _ calendar: ExchangeCalendar) -> Auditor.Step {
        let user = AuditedUser(account: fill.fill.account, userID: fill.fill.userID)
        let active = ActiveRules(rules, account: user.account, calendar: calendar)
        return books[user, default: AuditBook()].add(fill, active)
    }

    /// Takes a setting; books that would have been filled otherwise by it become stale.
    mutating func adopt(_ rule: ComplianceRule) {
        let isOfBooks = Self.changesBooks(rule, from: rules)
        rules.adopt(rule)
        guard isOfBooks else { return }
        for user in books.keys where rule.key.account.isEmpty || rule.key.account == user.account {
            books[user]?.makeStale()
        }
    }

    /// Whether a setting changes what is kept of fills, and not only what is said of them: which losses are carried into
    /// other lots, and what counts as a security.
    private static func changesBooks(_ rule: ComplianceRule, from rules: Rulebook) -> Bool {
        switch RuleID(rawValue: rule.key.ruleID) {
        case .washSale: true
        case .legacyPatternDayTrading:
            rule.assetClasses
                != rules.rule(.legacyPatternDayTrading, account: rule.key.account).assetClasses
        case .positionSize, .leverage, .intradayMargin, nil: false
        }
    }

    /// Goes on from an audit from scratch, if it has seen every fill of the user.
    mutating func replaceBook(of user: AuditedUser, with report: AuditReport) {
        guard books[user]?.fillsCount == report.fills.count else { return }
        books[user] = AuditBook(after: report)
    }
}

extension Ledger {
    /// Makes a fill or a setting of the store true again; its alarms are events of their own.
    mutating func restoreCompliance(_ payload: LedgerEvent.Payload) {
        switch payload {
        // The state of a book does not depend on holidays, only what it says does.
        case .fillRecorded(let recorded): _ = compliance.add(recorded, .newYork)
        case .complianceRuleChanged(let rule): compliance.adopt(rule)
        default: break
        }
    }
}

extension AuditedUser: Checkpointable {
    /// Appends both names.
    public func write(to writer: inout StateWriter) {
        writer.write(account)
        writer.write(userID)
    }

    /// Reads both names.
    public init(from reader: inout StateReader) throws(StateError) {
        self.init(account: try reader.string(), userID: try reader.string())
    }
}

extension ComplianceState: Checkpointable {
    /// Appends rules and books.
    public func write(to writer: inout StateWriter) {
        writer.write(rules)
        writer.write(books)
    }

    /// Reads rules and books.
    public init(from reader: inout StateReader) throws(StateError) {
        rules = try reader.value()
        books = try reader.dictionary()
    }
}

/// What a caller may do; each role includes the one before it.
public enum Role: Int, Comparable, CaseIterable, Sendable {
    /// May read and subscribe.
    case observer = 1
    /// May also record.
    case trader = 2
    /// May also manage.
    case `operator` = 3

    /// Less may comes first.
    public static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}

/// Who has which role, by the credentials that the kernel reports.
public struct Access: Sendable {
    /// Roles of users.
    public var users: [UInt32: Role]
    /// Roles of groups; of the primary group of the peer only, which is what the kernel reports.
    public var groups: [UInt32: Role]

    /// Roles by user and group.
    public init(users: [UInt32: Role], groups: [UInt32: Role] = [:]) {
        self.users = users
        self.groups = groups
    }

    /// The highest role of a user with this primary group; nil when it may not even connect.
    public func role(user: UInt32, group: UInt32) -> Role? {
        [users[user], groups[group]].compactMap(\.self).max()
    }
}

import NijaModel
import TTRPC

/// One subscriber: what it wants, and how far it has been served.
final class Subscription {
    let call: ServerCall
    let filter: EventFilter
    let heartbeat: TimeSpan
    /// The caller's name for it; empty when it gave none.
    let name: String
    /// Everything up to here was delivered, or is not for this subscriber.
    var cursor: UInt64
    /// A worker is reading for it.
    var isReading = false
    /// When something was sent last.
    var lastSent: MonotonicTime
    /// Its KPI snapshots; nil when it wants none.
    var kpis: KpiFeed?
    /// When its next heartbeat and its next snapshots are looked at; cancelled with it.
    var heartbeatTimer: UInt64?
    var kpiTimer: UInt64?

    init(
        call: ServerCall, filter: EventFilter, heartbeat: TimeSpan, name: String, cursor: UInt64,
        now: MonotonicTime
    ) {
        self.call = call
        self.filter = filter
        self.heartbeat = heartbeat
        self.name = name
        self.cursor = cursor
        lastSent = now
    }
}

/// Snapshots for one subscriber: at most one in an interval, the newest only.
struct KpiFeed {
    /// What a snapshot counts.
    struct Target: Hashable {
        var account: String
        var strategy: String
    }

    /// The accounts wanted; nil for all.
    var target: Target?
    var basisIsNet: Bool
    var interval: TimeSpan
    /// Accounts that have changed since their last snapshot.
    var dirty: Set<Target> = []
    /// When the next snapshot may be sent.
    var nextDue: MonotonicTime
}

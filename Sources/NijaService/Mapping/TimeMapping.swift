import NijaMessages
import NijaModel

extension TimestampMessage {
    /// The instant as a message.
    init(_ time: Timestamp) {
        self.init()
        seconds = time.secondsSinceEpoch
        nanos = time.nanosecondOfSecond
    }
}

extension DurationMessage {
    /// The span as a message; seconds and nanoseconds have the same sign.
    init(_ span: TimeSpan) {
        self.init()
        (seconds, nanos) = (
            span.nanoseconds / 1_000_000_000, Int32(truncatingIfNeeded: span.nanoseconds % 1_000_000_000)
        )
    }
}

extension NijaMessages.Actor {
    /// The author as a message.
    init(_ actor: Actor) {
        self.init()
        (uid, gid, pid, daemon) = (actor.uid, actor.gid, actor.pid, actor.isDaemon)
    }
}

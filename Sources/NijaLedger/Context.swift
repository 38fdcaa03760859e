public import NijaModel

/// Who asks, and when: what a command needs to know of the world.
public struct Context: Sendable {
    /// The daemon's wall clock.
    public var now: Timestamp
    /// Who asks.
    public var actor: Actor

    /// Creates a context.
    public init(now: Timestamp, actor: Actor) {
        self.now = now
        self.actor = actor
    }
}

/// What a command answers with.
public struct Answer<Value: Sendable>: Sendable {
    /// The thing as it is now.
    public var value: Value
    /// It had been done before with the same content; nothing changed.
    public var isDuplicate: Bool

    /// Creates an answer.
    public init(_ value: Value, isDuplicate: Bool = false) {
        self.value = value
        self.isDuplicate = isDuplicate
    }
}

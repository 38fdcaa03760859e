/// Why bytes are not the message that they should be.
public struct DecodeError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        /// The bytes end inside a value, or a length points past its message.
        case truncated
        /// A tag, varint or wire type that cannot be.
        case malformed
        /// Text that is not UTF-8.
        case notUTF8
        /// Text with a NUL in it.
        case containsNUL
        /// A field that holds one message, and comes twice.
        case repeated
        /// Nested deeper than `limit`.
        case tooDeep(limit: Int)
        /// More elements or bytes than `limit` allows.
        case tooLarge(limit: Int)
    }

    /// Path of the field in which it was found ("trades[3].symbol"), or the full name of the message that was to be read
    /// when it is the message as a whole.
    public var field: String
    /// What is wrong.
    public var problem: Problem

    /// Creates an error.
    public init(field: String, problem: Problem) {
        self.field = field
        self.problem = problem
    }
}

/// Every limit of the wire and of the server, in one place.
public enum Limits {
    /// Bytes of a frame's header.
    public static let headerBytes = 10
    /// Bytes of a frame's data, at most.
    public static let dataBytesMax = 4 << 20
    /// Declared lengths from here on are not ttrpc: the first byte is not 0.
    public static let declaredBytesEnd = 16 << 20
    /// Calls in flight on one connection, at most.
    public static let callsInFlightMax = 1024
    /// Bytes read from a connection in one turn, at most, unless one frame needs more.
    public static let readBytes = 64 << 10
    /// Once so many bytes wait to be written, no further request is read from the connection.
    public static let queuedBytesHigh = 1 << 20
    /// Once no more than so many bytes wait, streams may send again.
    public static let queuedBytesLow = 256 << 10
    /// A connection on which so many bytes wait is closed.
    public static let queuedBytesMax = 16 << 20
    /// Connections in all, at most.
    public static let connectionsMax = 16_384
    /// Entries of a request's metadata, at most.
    public static let metadataCountMax = 64
    /// A begun frame must go on within this time, in nanoseconds.
    public static let frameProgressNanoseconds: Int64 = 10_000_000_000
}

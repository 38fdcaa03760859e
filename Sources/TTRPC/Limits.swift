/// Every limit of the wire and of the server, in one place.
public enum Limits {
    /// Bytes of a frame's header.
    public static let headerBytes = 10
    /// Bytes of a frame's data, at most.
    public static let dataBytesMax = 4 << 20
    /// Declared lengths from here on are not ttrpc: the first byte is not 0.
    public static let declaredBytesEnd = 16 << 20
    /// Bytes of a service's or a method's name, at most.
    public static let nameBytesMax = 256
    /// Entries of a request's metadata, at most.
    public static let metadataCountMax = 64
    /// Characters kept of a status's message when the status does not fit a frame.
    public static let messageCharactersKept = 1024

    /// Calls in flight on one connection, at most.
    public static let callsInFlightMax = 1024
    /// Bytes read from a connection in one turn, at most.
    public static let readBytes = 64 << 10
    /// Once more bytes than these wait to be written, no further request is read or begun.
    public static let queuedBytesHigh = 1 << 20
    /// Once fewer bytes than these wait, streams may send again.
    public static let queuedBytesLow = 256 << 10
    /// A connection on which more bytes wait is closed.
    public static let queuedBytesMax = 16 << 20
    /// Memory that the answers of all connections may take while they wait to be read; past it, it is scarce.
    public static let queuedBytesOfAllMax = 256 << 20
    /// Where memory is scarce: so many bytes of a connection may wait before its requests and streams do.
    public static let queuedBytesScarce = 16 << 10
    /// Where memory is scarce: larger answers are refused.
    public static let replyBytesScarce = 64 << 10
    /// Where memory is scarce: a connection that has not read any of its answers for so long is closed, in nanoseconds.
    public static let readingNanoseconds: Int64 = 10_000_000_000
    /// Memory that incomplete requests of all connections may take.
    public static let heldBytesMax = 256 << 20

    /// Connections in all, at most.
    public static let connectionsMax = 16_384
    /// Connections of one user, at most.
    public static let connectionsPerUserMax = 12_288
    /// Connections accepted in one turn, at most.
    public static let acceptedPerTurnMax = 64
    /// Connections that the kernel keeps waiting to be accepted, at most.
    public static let backlogMax: Int32 = 4096

    /// How much workers give way to others, as nice(1) counts.
    public static let workerNiceness: Int32 = 5
    /// Jobs that wait for a worker, at most.
    public static let jobsQueuedMax = 1024

    /// A connection must begin its first request within this time, in nanoseconds, where the server asks for it.
    public static let firstFrameNanoseconds: Int64 = 5_000_000_000
    /// A begun frame must go on within this time, in nanoseconds.
    public static let frameProgressNanoseconds: Int64 = 10_000_000_000
    /// How often begun frames are looked at, in nanoseconds.
    public static let sweepNanoseconds: Int64 = 1_000_000_000
    /// How long a listener rests when there are no descriptors, in nanoseconds.
    public static let acceptPauseNanoseconds: Int64 = 100_000_000
    /// How often a draining server looks whether its calls have ended, in nanoseconds.
    public static let drainPollNanoseconds: Int64 = 5_000_000
}

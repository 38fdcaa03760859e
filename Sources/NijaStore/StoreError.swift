/// Why the store could not do what was asked.
public struct StoreError: Error, Hashable, Sendable {
    /// What kind of failure.
    public enum Code: Hashable, Sendable {
        /// No space is left, or a quota or a limit on file sizes is reached; works again once there is room.
        case diskFull
        /// The device reported an error; after one while writing, the store must be reopened.
        case ioError
        /// The file or its directory cannot be written.
        case readOnly
        /// The file or its directory may not be used by this user.
        case permission
        /// The file cannot be opened.
        case cannotOpen
        /// The file is not a sound database, or holds a value that cannot be.
        case damaged
        /// The file is not nija's: another program's database, or no database at all.
        case foreign
        /// The file was written by a later version.
        case newerSchema(found: Int, supported: Int)
        /// Somebody else has the file locked.
        case busy
        /// The call was interrupted.
        case interrupted
        /// The store is closed, or must be reopened after an error of the device.
        case closed
        /// A page token is none of this query's.
        case invalidCursor
        /// A file to be written is there already.
        case alreadyExists
        /// Memory ran out.
        case outOfMemory
        /// Anything else: a defect.
        case `internal`
    }

    /// What kind of failure.
    public var code: Code
    /// SQLite's extended result code; 0 when the failure is not SQLite's.
    public var extendedCode: Int32
    /// What happened, to which file, and what would help.
    public var message: String

    /// Creates an error.
    public init(_ code: Code, extendedCode: Int32 = 0, _ message: String) {
        self.code = code
        self.extendedCode = extendedCode
        self.message = message
    }
}

/// Why the store could not do what was asked.
public struct StoreError: Error, Hashable, Sendable {
    /// What kind of failure.
    public enum Code: Hashable, Sendable {
        /// No space is left on the device.
        case diskFull
        /// The device reported an error.
        case ioError
        /// The file or its directory cannot be written.
        case readOnly
        /// The file cannot be opened at all.
        case cannotOpen
        /// The file is not a sound database.
        case damaged
        /// The file is a database of some other program.
        case foreign
        /// The file was written by a later version.
        case newerSchema(found: Int, supported: Int)
        /// Another process has the file locked.
        case busy
        /// Anything else: a defect.
        case `internal`
    }

    /// What kind of failure.
    public var code: Code
    /// SQLite's extended result code; 0 when SQLite was not asked.
    public var extendedCode: Int32
    /// What happened, to what, and what would help.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, extendedCode: Int32 = 0, _ message: String) {
        self.code = code
        self.extendedCode = extendedCode
        self.message = message
    }
}

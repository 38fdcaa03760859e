import CSQLite
import Glibc

/// A failure as SQLite reports it: its extended result code, and the errno of the system call behind it.
struct ResultCode {
    /// SQLite's extended result code.
    let extended: Int32
    /// What the last failed system call left in errno; 0 when there was none.
    let systemError: Int32

    private var primary: Int32 { extended & 0xFF }

    /// Whether the device failed while something was written, so that nobody knows what is on it.
    ///
    /// After a failed fsync the kernel may drop the dirty pages and report success the next time: writing on as if
    /// nothing had happened would lose what was acknowledged. A full device is not such a failure.
    var leavesDeviceUnknown: Bool { primary == SQLITE_IOERR && !isNoSpace && !isOfReading }

    /// SQLite itself tells ENOSPC from a short write, but not the other ways to run out of room.
    private var isNoSpace: Bool {
        primary == SQLITE_FULL
            || (primary == SQLITE_IOERR && [ENOSPC, EDQUOT, EFBIG].contains(systemError))
    }

    private var isOfReading: Bool {
        extended == SQLITE_IOERR_READ_EXTENDED || extended == SQLITE_IOERR_SHORT_READ_EXTENDED
    }

    /// The kind of failure, and what would help.
    var classified: (code: StoreError.Code, cure: String) {
        if isNoSpace { return (.diskFull, "Free space on its device.") }
        return switch primary {
        case SQLITE_IOERR: (.ioError, "Look for errors of its device in the system's log.")
        case SQLITE_READONLY: (.readOnly, "Make the file and its directory writable for the daemon.")
        case SQLITE_PERM, SQLITE_AUTH: (.permission, "Give the daemon's user access to it.")
        case SQLITE_CANTOPEN where [EACCES, EPERM].contains(systemError):
            (.permission, "Give the daemon's user access to the file and its directory.")
        case SQLITE_CANTOPEN: (.cannotOpen, "Check that its directory exists.")
        case SQLITE_CORRUPT: (.damaged, "It was left as it is; restore a backup to another path.")
        case SQLITE_NOTADB: (.foreign, "It is no database and was left as it is; use another path.")
        case SQLITE_BUSY, SQLITE_LOCKED:
            (.busy, "Another process has it locked; try again, or end that process.")
        case SQLITE_INTERRUPT: (.interrupted, "Try again with less.")
        case SQLITE_NOMEM: (.outOfMemory, "Give the daemon more memory.")
        default: (.internal, "This is a defect of nija.")
        }
    }
}

// Swift imports SQLite's plain result codes, but not the extended ones, which are computed by macros.
private let SQLITE_IOERR_READ_EXTENDED = SQLITE_IOERR | 1 << 8
private let SQLITE_IOERR_SHORT_READ_EXTENDED = SQLITE_IOERR | 2 << 8

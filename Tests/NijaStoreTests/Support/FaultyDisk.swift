import CSQLite

/// A layer of system calls under SQLite that fails where a script says so.
///
/// It is the usual one with `write`, `sync` and `truncate` of each file replaced. There is one script for the process, since
/// SQLite's callbacks carry no context; the suite that uses it is serialized.
enum FaultyDisk {
    /// What fails.
    struct Script {
        /// Which call from now on is the first to fail; 0: none.
        var failingCall = 0
        /// Only that call, or all from there on.
        var isLasting = false
        /// What the call returns.
        var result = SQLITE_IOERR
        /// Which calls count.
        var counts: Set<Call> = [.write, .sync, .truncate]
        /// Calls so far.
        var callsCount = 0
        /// Runs before each call that counts.
        var beforeCall: (() -> Void)?
    }

    enum Call { case write, sync, truncate }

    static let name = "nija-faulty"
    // nonisolated(unsafe): used by one serialized suite, each store of which has its calls on the test's thread.
    nonisolated(unsafe) static var script = Script()
    nonisolated(unsafe) fileprivate static var usual: UnsafeMutablePointer<sqlite3_vfs>?
    nonisolated(unsafe) fileprivate static var usualMethods: UnsafePointer<sqlite3_io_methods>?
    nonisolated(unsafe) private static var faultyMethods:
        [UnsafePointer<sqlite3_io_methods>: UnsafeMutablePointer<sqlite3_io_methods>] = [:]

    /// Registered once; lasts as long as the process.
    static let isRegistered: Bool = {
        guard let found = sqlite3_vfs_find(nil) else { return false }
        usual = found
        let copy = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        copy.initialize(to: found.pointee)
        let name = UnsafeMutablePointer<CChar>.allocate(capacity: 32)
        for (index, byte) in FaultyDisk.name.utf8CString.enumerated() { name[index] = byte }
        copy.pointee.zName = UnsafePointer(name)
        copy.pointee.pNext = nil
        copy.pointee.xOpen = { _, path, file, flags, outFlags in
            let result =
                FaultyDisk.usual?.pointee.xOpen(FaultyDisk.usual, path, file, flags, outFlags)
                ?? SQLITE_CANTOPEN
            if result == SQLITE_OK, let file { FaultyDisk.replaceMethods(of: file) }
            return result
        }
        return sqlite3_vfs_register(copy, 0) == SQLITE_OK
    }()

    /// Each kind of file has a table of methods of its own; those that are replaced are the same in all.
    private static func replaceMethods(of file: UnsafeMutablePointer<sqlite3_file>) {
        guard let methods = file.pointee.pMethods else { return }
        usualMethods = usualMethods ?? methods
        let faulty = faultyMethods[methods] ?? .allocate(capacity: 1)
        if faultyMethods[methods] == nil {
            faulty.initialize(to: methods.pointee)
            faulty.pointee.xWrite = { file, bytes, count, offset in
                let result = FaultyDisk.fails(.write)
                return result != SQLITE_OK
                    ? result
                    : FaultyDisk.usualMethods?.pointee.xWrite(file, bytes, count, offset) ?? SQLITE_IOERR
            }
            faulty.pointee.xSync = { file, flags in
                let result = FaultyDisk.fails(.sync)
                return result != SQLITE_OK
                    ? result : FaultyDisk.usualMethods?.pointee.xSync(file, flags) ?? SQLITE_IOERR
            }
            faulty.pointee.xTruncate = { file, size in
                let result = FaultyDisk.fails(.truncate)
                return result != SQLITE_OK
                    ? result : FaultyDisk.usualMethods?.pointee.xTruncate(file, size) ?? SQLITE_IOERR
            }
            faultyMethods[methods] = faulty
        }
        file.pointee.pMethods = UnsafePointer(faulty)
    }

    fileprivate static func fails(_ call: Call) -> Int32 {
        guard script.counts.contains(call) else { return SQLITE_OK }
        script.callsCount += 1
        script.beforeCall?()
        guard script.failingCall > 0, script.callsCount >= script.failingCall else { return SQLITE_OK }
        return script.isLasting || script.callsCount == script.failingCall ? script.result : SQLITE_OK
    }
}

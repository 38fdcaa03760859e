import Glibc
import NijaModel
import NijaTesting
import Testing

@testable import NijaStore

/// A file system of a few megabytes, for root.
private final class SmallDisk {
    let directory: TemporaryDirectory

    /// Nil where file systems cannot be mounted.
    init?(sizeBytes: Int) throws {
        directory = try TemporaryDirectory()
        guard mount("tmpfs", directory.path, "tmpfs", 0, "size=\(sizeBytes)") == 0 else { return nil }
    }

    deinit { umount2(directory.path, Int32(MNT_DETACH)) }

    static let isPossible = (try? SmallDisk(sizeBytes: 1 << 20)) ?? nil != nil
}

@Suite("A full disk")
struct FullDiskTests {
    @Test("writes fail, reads go on, and freed space is enough to go on", .enabled(if: SmallDisk.isPossible))
    func fills() throws {
        let disk = try #require(try SmallDisk(sizeBytes: 8 << 20))
        let filler = disk.directory.file("filler")
        try Files.write([UInt8](repeating: 1, count: 6 << 20), to: filler)
        let store = try LedgerStore(path: disk.directory.file(), durability: .full)
        let reader = try LedgerReader(path: store.path)
        var source = TradeSource()
        var acknowledged: [LedgerEvent] = []
        func fill() throws {
            var code: StoreError.Code?
            while code == nil {
                code = codeThrown { () throws(StoreError) in
                    acknowledged += try store.record(7, from: &source)
                }
                store.rollback()
            }
            #expect(code == .diskFull)
            #expect(codeThrown { () throws(StoreError) in try store.probe() } == .diskFull)
            #expect(try store.everything() == acknowledged)
            #expect(try reader.events(after: 0, upTo: .max, limit: .max, kinds: .all) == acknowledged)
        }
        try fill()
        unlink(filler)
        try store.probe()
        let before = acknowledged.count
        try store.checkpointLog()
        try fill()
        #expect(acknowledged.count > before)
        try store.checkIntegrity()
        // A kill now loses nothing.
        let copy = try TemporaryDirectory()
        try Files.copyDatabase(store.path, to: copy.file())
        #expect(try LedgerStore(path: copy.file(), durability: .full).everything() == acknowledged)
    }
}

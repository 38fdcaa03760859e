/// What a write-ahead log holds, read as SQLite recovers it: https://sqlite.org/fileformat2.html#the_write_ahead_log.
///
/// Two logs of the same history differ in their salts, and so in their checksums, and in which of its pages a long
/// transaction wrote first.
struct LogFrames: Equatable {
    /// The newest of each page up to the end of the last commit.
    private(set) var pages: [UInt32: ArraySlice<UInt8>] = [:]
    /// Pages of the database after that commit.
    private(set) var databaseSize: UInt32 = 0
    /// Frames up to its end.
    private(set) var count = 0

    private static let (headerSize, frameHeaderSize) = (32, 24)

    /// Reads a log up to the first frame that does not belong to it.
    init(_ file: [UInt8]) {
        file.withUnsafeBytes { bytes in
            guard bytes.count >= Self.headerSize else { return }
            func word(_ offset: Int) -> UInt32 {
                UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            }
            var sum = Checksum(isBigEndian: word(0) & 1 == 1)
            sum.add(bytes[0..<24])
            guard sum.equals(word(24), word(28)) else { return }
            let pageSize = Int(word(8))
            var (newest, framesCount) = (pages, 0)
            let last = bytes.count - Self.frameHeaderSize - pageSize
            for start in stride(from: Self.headerSize, through: last, by: Self.frameHeaderSize + pageSize) {
                let page = start + Self.frameHeaderSize..<start + Self.frameHeaderSize + pageSize
                sum.add(bytes[start..<start + 8])
                sum.add(bytes[page])
                guard word(start + 8) == word(16), word(start + 12) == word(20),
                    sum.equals(word(start + 16), word(start + 20))
                else { break }
                newest[word(start)] = file[page]
                framesCount += 1
                let size = word(start + 4)
                if size != 0 { (pages, databaseSize, count) = (newest, size, framesCount) }
            }
        }
    }

    /// The running checksum of a log, over its words in the byte order that its header names.
    private struct Checksum {
        let isBigEndian: Bool
        var first: UInt32 = 0
        var second: UInt32 = 0

        mutating func add(_ bytes: Slice<UnsafeRawBufferPointer>) {
            for offset in stride(from: bytes.startIndex, to: bytes.endIndex, by: 8) {
                first &+= word(bytes, offset) &+ second
                second &+= word(bytes, offset + 4) &+ first
            }
        }

        func equals(_ first: UInt32, _ second: UInt32) -> Bool {
            self.first == first && self.second == second
        }

        private func word(_ bytes: Slice<UnsafeRawBufferPointer>, _ offset: Int) -> UInt32 {
            let word = bytes.base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            return isBigEndian ? word.bigEndian : word.littleEndian
        }
    }
}

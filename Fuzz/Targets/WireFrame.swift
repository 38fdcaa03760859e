/// A frame, read from the whole of a stream by docs/PROTOCOL.md alone.
struct WireFrame: Hashable {
    var id: UInt32
    var type: UInt8
    var flags: UInt8
    /// Nil when it was too large and passed over.
    var data: [UInt8]?

    /// Every frame that has begun and is whole, or too large; and whether something else came.
    static func all(in bytes: [UInt8]) -> (frames: [WireFrame], isNotTTRPC: Bool) {
        var frames: [WireFrame] = []
        var place = 0
        func number(at start: Int) -> Int { bytes[start..<(start + 4)].reduce(0) { $0 * 256 + Int($1) } }
        while place < bytes.count {
            if bytes[place] != 0 { return (frames, true) }
            guard place + 10 <= bytes.count else { break }
            let (length, end) = (number(at: place), place + 10 + number(at: place))
            var frame = WireFrame(
                id: UInt32(number(at: place + 4)), type: bytes[place + 8], flags: bytes[place + 9], data: nil)
            if length <= 4_194_304 {
                guard end <= bytes.count else { break }
                frame.data = Array(bytes[(place + 10)..<end])
            }
            frames.append(frame)
            place = end
        }
        return (frames, false)
    }

    /// The frame on the wire; one without data declares a length that is too large, and has nothing behind it.
    var bytes: [UInt8] {
        let length = UInt32(data?.count ?? 4_194_305)
        return [length, id].flatMap { number in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
        } + [type, flags] + (data ?? [])
    }
}

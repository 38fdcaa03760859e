import TTRPC

extension FuzzTarget {
    /// The states of a connection's streams: frames in any sequence, against a list of what happened to each id.
    ///
    /// Three bytes an event: which, the id's distance from the last one, and the flags.
    public static let streams = FuzzTarget(name: "streams") { bytes in
        var input = InputReader(bytes)
        var table = StreamTable()
        var history = StreamHistory()
        var id: UInt32 = 1
        while !input.isAtEnd {
            let (event, distance, flags) = (input.byte(), Int8(bitPattern: input.byte()), input.byte())
            id = id &+ UInt32(truncatingIfNeeded: Int(distance))
            let actual = apply(event, id, FrameFlags(rawValue: flags), to: &table)
            try expectEqual(actual, history.apply(event, id, flags), "event \(event % 5) for \(id)")
            try expectEqual(table.openCount, history.openCount, "the count of open calls")
        }
    }

    private static func apply(
        _ event: UInt8, _ id: UInt32, _ flags: FrameFlags, to table: inout StreamTable
    ) -> StreamHistory.Outcome {
        switch event % 5 {
        case 0:
            guard case .begin(let side) = table.receiveRequest(id: id, flags: flags) else { return .refused }
            // The handlers of every second request answer at once.
            if event & 0x80 == 0 { table.keepOpen(id: id, side) }
            return side == .open ? .begunOpen : .begunClosed
        case 1, 2:
            switch table.receiveData(id: id, flags: flags, isEmpty: event % 5 == 1) {
            case .deliver(let isMessage, let isLast): return .delivered(isMessage: isMessage, isLast: isLast)
            case .reject: return .refused
            }
        case 3: return table.receiveCancel(id: id) ? .cancelled : .ignored
        default:
            table.close(id: id)
            return .ignored
        }
    }
}

/// Everything that has happened to each id, searched anew for each event.
private struct StreamHistory {
    enum Outcome: Equatable {
        case begunOpen, begunClosed, refused, cancelled, ignored
        case delivered(isMessage: Bool, isLast: Bool)
    }

    private enum Entry { case used, opened(clientStreams: Bool), halfClosed, ended }
    private var entries: [(id: UInt32, entry: Entry)] = []
    private(set) var openCount = 0

    mutating func apply(_ event: UInt8, _ id: UInt32, _ flags: UInt8) -> Outcome {
        switch event % 5 {
        case 0: begin(id, flags, staysOpen: event & 0x80 == 0)
        case 1, 2: data(id, flags, isEmpty: event % 5 == 1)
        case 3: isOpen(id) ? .cancelled : .ignored
        default: end(id)
        }
    }

    private mutating func begin(_ id: UInt32, _ flags: UInt8, staysOpen: Bool) -> Outcome {
        guard id & 1 == 1, entries.allSatisfy({ $0.id < id }) else { return .refused }
        entries.append((id, .used))
        guard openCount < 1024 else { return .refused }
        let clientStreams = flags & 2 != 0
        if staysOpen {
            entries.append((id, .opened(clientStreams: clientStreams)))
            openCount += 1
        }
        return clientStreams ? .begunOpen : .begunClosed
    }

    private mutating func data(_ id: UInt32, _ flags: UInt8, isEmpty: Bool) -> Outcome {
        guard case .opened(clientStreams: true)? = entries.last(where: { $0.id == id })?.entry,
            isEmpty || flags & 4 == 0
        else { return .refused }
        let isLast = flags & 1 != 0
        if isLast { entries.append((id, .halfClosed)) }
        return .delivered(isMessage: flags & 4 == 0, isLast: isLast)
    }

    private mutating func end(_ id: UInt32) -> Outcome {
        if isOpen(id) {
            entries.append((id, .ended))
            openCount -= 1
        }
        return .ignored
    }

    private func isOpen(_ id: UInt32) -> Bool {
        switch entries.last(where: { $0.id == id })?.entry {
        case .opened, .halfClosed: true
        case .used, .ended, nil: false
        }
    }
}

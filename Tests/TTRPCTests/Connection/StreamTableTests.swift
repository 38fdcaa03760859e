import Testing

@testable import TTRPC

@Suite("The protocol's state machine")
struct StreamTableTests {
    @Test(
        "ids are odd and strictly increase",
        arguments: [
            ([1], []), ([3, 5], []), ([2], [2]), ([0], [0]), ([1, 1], [1]), ([5, 3], [3]), ([5, 4, 7], [4]),
            ([UInt32.max], []),
        ] as [([UInt32], [UInt32])])
    func ids(requests: [UInt32], refused: [UInt32]) {
        var table = StreamTable()
        let found = requests.filter { id in
            guard case .reject(let status) = table.receiveRequest(id: id, flags: []) else { return false }
            #expect(status.code == .invalidArgument)
            return true
        }
        #expect(found == refused)
    }

    @Test("a connection has no more calls in flight than the limit, and goes on when one has ended")
    func inFlight() {
        var table = StreamTable()
        for index in 0..<UInt32(Limits.callsInFlightMax) {
            #expect(table.receiveRequest(id: 2 * index + 1, flags: []) == .begin(.closed))
            table.keepOpen(id: 2 * index + 1, .closed)
        }
        guard case .reject(let status) = table.receiveRequest(id: 10_001, flags: []) else {
            Issue.record("one call too many was begun")
            return
        }
        #expect(status.code == .resourceExhausted)
        table.close(id: 1)
        #expect(table.receiveRequest(id: 10_003, flags: []) == .begin(.closed))
    }

    /// All that can happen to stream 1.
    enum Event: CaseIterable {
        case unaryRequest, streamRequest, data, lastData, close, contradiction, cancel, end
    }

    static let sequences: [[Event]] = {
        let one = Event.allCases.map { [$0] }
        let two = one.flatMap { start in Event.allCases.map { start + [$0] } }
        return two.flatMap { start in Event.allCases.map { start + [$0] } }
    }()

    /// The same rules, said a second time and without a table.
    struct Model {
        var (isUsed, isOpen, clientIsOpen) = (false, false, false)
    }

    @Test("every sequence of three events is answered as the rules say")
    func enumerated() {
        for sequence in Self.sequences {
            var (table, model) = (StreamTable(), Model())
            for event in sequence { step(event, &table, &model, sequence) }
            #expect(table.openCount == (model.isOpen ? 1 : 0))
        }
    }

    private func step(_ event: Event, _ table: inout StreamTable, _ model: inout Model, _ all: [Event]) {
        switch event {
        case .unaryRequest, .streamRequest:
            let isStream = event == .streamRequest
            let side: StreamTable.Side = isStream ? .open : .closed
            let answer = table.receiveRequest(id: 1, flags: isStream ? .remoteOpen : [])
            #expect((answer == .begin(side)) == !model.isUsed, "\(all)")
            if !model.isUsed {
                table.keepOpen(id: 1, side)
                (model.isUsed, model.isOpen, model.clientIsOpen) = (true, true, isStream)
            }
        case .data:
            expectData(&table, model, [], isEmpty: false, .deliver(isMessage: true, isLast: false), all)
        case .lastData:
            expectData(
                &table, model, .remoteClosed, isEmpty: true, .deliver(isMessage: true, isLast: true), all)
            model.clientIsOpen = false
        case .close:
            expectData(
                &table, model, [.remoteClosed, .noData], isEmpty: true,
                .deliver(isMessage: false, isLast: true),
                all)
            model.clientIsOpen = false
        case .contradiction:
            guard case .reject = table.receiveData(id: 1, flags: .noData, isEmpty: false) else {
                Issue.record("data without data was accepted: \(all)")
                return
            }
        case .cancel: #expect(table.receiveCancel(id: 1) == model.isOpen, "\(all)")
        case .end:
            table.close(id: 1)
            (model.isOpen, model.clientIsOpen) = (false, false)
        }
    }

    private func expectData(
        _ table: inout StreamTable, _ model: Model, _ flags: FrameFlags, isEmpty: Bool,
        _ expected: StreamTable.OnData, _ all: [Event]
    ) {
        let answer = table.receiveData(id: 1, flags: flags, isEmpty: isEmpty)
        if model.isOpen && model.clientIsOpen {
            #expect(answer == expected, "\(all)")
        } else if case .reject(let status) = answer {
            #expect(status.code == .invalidArgument, "\(all)")
        } else {
            Issue.record("data that may not come was delivered: \(all)")
        }
    }
}

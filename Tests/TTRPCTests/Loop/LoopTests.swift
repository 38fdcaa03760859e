import CLinux
import Glibc
import Testing

@testable import TTRPC

@Suite("The event loop")
struct LoopTests {
    @Test("timers fire in the sequence of their time, and equal ones in that of their adding")
    func timers() {
        var queue = TimerQueue()
        var fired: [Int] = []
        let times: [Int64] = [5, 3, 9, 3, 1, 7, 5]
        let ids = times.enumerated().map { index, time in
            queue.add(due: MonotonicTime(nanoseconds: time)) { fired.append(index) }
        }
        queue.cancel(ids[2])
        #expect(queue.nextDue() == MonotonicTime(nanoseconds: 1))
        for id in queue.takeDue(at: MonotonicTime(nanoseconds: 5)) { queue.takeAction(of: id)?() }
        #expect(fired == [4, 1, 3, 0, 6])
        #expect(queue.nextDue() == MonotonicTime(nanoseconds: 7))
    }

    @Test("cancelling a thousand timers leaves the others as they were")
    func cancelling() {
        var queue = TimerQueue()
        var fired: [Int64] = []
        var ids: [UInt64] = []
        for time in (0..<2000 as Range<Int64>).shuffled() {
            let id = queue.add(due: MonotonicTime(nanoseconds: time)) { fired.append(time) }
            if time % 2 == 0 { ids.append(id) }
        }
        for id in ids { queue.cancel(id) }
        for id in queue.takeDue(at: MonotonicTime(nanoseconds: 3000)) { queue.takeAction(of: id)?() }
        #expect(fired == Array(stride(from: 1, to: 2000, by: 2)))
        #expect(queue.nextDue() == nil)
    }

    @Test("a timer that is due again at once waits for the next turn")
    func noStarving() throws {
        let loop = try EventLoop()
        defer { loop.forgetAll() }
        var (runs, turns) = (0, 0)
        loop.closingSteps.append { turns += 1 }
        func again() {
            runs += 1
            if runs == 5 { loop.stop() } else { loop.schedule(at: loop.now, again) }
        }
        loop.schedule(at: loop.now, again)
        try loop.run()
        #expect((runs, turns) == (5, 5))
    }

    @Test("a timer may cancel one that is due in the same turn")
    func cancelInTurn() throws {
        let loop = try EventLoop()
        defer { loop.forgetAll() }
        var second: UInt64 = 0
        var hasRun = false
        loop.schedule(at: loop.now) { loop.cancel(timer: second) }
        second = loop.schedule(at: loop.now) { hasRun = true }
        loop.schedule(at: loop.now) { loop.stop() }
        try loop.run()
        #expect(!hasRun)
    }

    @Test("workers' results come back to the loop's thread, whatever their type")
    func workers() throws {
        let loop = try EventLoop()
        defer { loop.forgetAll() }
        let pool = WorkerPool(count: 2, mailbox: loop.mailbox)
        var (sum, sawNil) = (0, false)
        var left = 101
        func count() {
            left -= 1
            if left == 0 { loop.stop() }
        }
        for index in 0..<100 {
            _ = pool.submit({ index * 2 }) { value in
                sum += value
                count()
            }
        }
        _ = pool.submit({ nil as Int? }) { value in
            sawNil = value == nil
            count()
        }
        #expect(loop.mailbox.expectedCount == 101)
        try loop.run()
        #expect(sum == 9900)
        #expect(sawNil)
        #expect(loop.mailbox.expectedCount == 0)
    }

    @Test("workers give way to the loop")
    func niceness() throws {
        let loop = try EventLoop()
        defer { loop.forgetAll() }
        let pool = WorkerPool(count: 1, mailbox: loop.mailbox)
        var workers: Int32 = 0
        let isTaken = pool.submit({ linux_lower_priority(0) }) { niceness in
            workers = niceness
            loop.stop()
        }
        #expect(isTaken)
        try loop.run()
        #expect(workers == min(19, linux_lower_priority(0) + Limits.workerNiceness))
    }

    @Test("jobs beyond the queue's bound are not taken, and the others are done")
    func fullQueue() throws {
        let loop = try EventLoop()
        defer { loop.forgetAll() }
        let pool = WorkerPool(count: 1, mailbox: loop.mailbox, queuedMax: 3)
        var gate: [Int32] = [0, 0]
        #expect(pipe(&gate) == 0)
        let (entered, ranTooMany) = (Guarded(false), Guarded(false))
        var done: [Int] = []
        func note(_ number: Int) {
            done.append(number)
            if done.count == 4 { loop.stop() }
        }
        let isFirstTaken = pool.submit(
            { [end = gate[0]] in
                entered.withLock { $0 = true }
                entered.wakeAll()
                var byte: UInt8 = 0
                _ = read(end, &byte, 1)
                return 0
            }, then: note)
        #expect(isFirstTaken)
        // The worker has taken the first, which waits; three more may wait behind it.
        entered.wait { $0 ? () : nil }
        for number in 1...3 {
            let isTaken = pool.submit({ number }, then: note)
            #expect(isTaken)
        }
        let isOneTooManyTaken = pool.submit({ ranTooMany.withLock { $0 = true } }) { _ in note(-1) }
        #expect(!isOneTooManyTaken)
        #expect(pool.queuedCount == 3)
        #expect(loop.mailbox.expectedCount == 4)
        close(gate[1])
        try loop.run()
        close(gate[0])
        #expect(done == [0, 1, 2, 3])
        #expect(!ranTooMany.withLock { $0 })
    }

    @Test("when nothing happens any more it is idle once, and closes that turn too")
    func idle() throws {
        let loop = try EventLoop()
        defer { loop.forgetAll() }
        var seen: [String] = []
        loop.closingSteps.append { seen.append("closing") }
        loop.onIdle = {
            seen.append("idle")
            loop.stop()
        }
        loop.schedule(at: loop.now) {}
        try loop.run()
        #expect(seen == ["closing", "idle", "closing"])
    }

    @Test("a timer that is set later and due earlier is not waited past")
    func earlierTimer() throws {
        let loop = try EventLoop()
        defer { loop.forgetAll() }
        let start = MonotonicTime.now()
        var fired: [String] = []
        loop.schedule(at: start.adding(nanoseconds: 60_000_000_000)) {
            fired.append("late")
            loop.stop()
        }
        // After a wait for the late one has begun.
        loop.schedule(at: start.adding(nanoseconds: 1_000_000)) {
            loop.schedule(at: loop.now.adding(nanoseconds: 1_000_000)) {
                fired.append("early")
                loop.stop()
            }
        }
        try loop.run()
        #expect(fired == ["early"])
        #expect(MonotonicTime.now() >= start.adding(nanoseconds: 2_000_000))
    }

    @Test("a cancelled timer closes no turn")
    func cancelledTimer() throws {
        let loop = try EventLoop()
        defer { loop.forgetAll() }
        var turns = 0
        loop.closingSteps.append { turns += 1 }
        let start = MonotonicTime.now()
        let cancelled = loop.schedule(at: start.adding(nanoseconds: 2_000_000)) {}
        loop.schedule(at: start.adding(nanoseconds: 1_000_000)) { loop.cancel(timer: cancelled) }
        loop.schedule(at: start.adding(nanoseconds: 4_000_000)) { loop.stop() }
        try loop.run()
        #expect(turns == 2)
    }

    @Test("while things happen it is not idle")
    func busy() throws {
        let loop = try EventLoop()
        defer { loop.forgetAll() }
        var (left, idleAt): (Int, [Int]) = (10, [])
        loop.onIdle = {
            idleAt.append(left)
            loop.stop()
        }
        func again() {
            left -= 1
            if left > 0 { loop.schedule(at: loop.now.adding(nanoseconds: 5_000_000), again) }
        }
        loop.schedule(at: loop.now, again)
        try loop.run()
        #expect(idleAt == [0])
    }

    @Test("instants do not overflow")
    func instants() {
        #expect(MonotonicTime(nanoseconds: 5).adding(nanoseconds: .max) == MonotonicTime(nanoseconds: .max))
        #expect(MonotonicTime.now() <= MonotonicTime.now())
    }

    @Test("a histogram's quantiles are right within a bucket")
    func histogram() {
        var histogram = LatencyHistogram()
        for value in 1...10_000 as ClosedRange<Int64> { histogram.record(nanoseconds: value * 1000) }
        for share in [0.01, 0.5, 0.9, 0.99, 1] {
            let exact = share * 10_000_000
            let found = Double(histogram.quantileNanoseconds(share))
            #expect(found >= exact && found <= exact * 1.07)
        }
        histogram.record(nanoseconds: -5)
        histogram.record(nanoseconds: .max, times: 3)
        #expect(histogram.count == 10_004)
        #expect(histogram.quantileNanoseconds(1) == .max)
    }
}

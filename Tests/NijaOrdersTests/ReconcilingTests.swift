import NijaModel
import NijaOrders
import NijaTesting
import Testing

/// Random sessions of orders, prices, changes, cancels and restarts.
@Suite("Whatever happens, the books reconcile")
struct ReconcilingTests {
    /// What a random session is made of.
    private struct Player {
        var random: SeededGenerator
        var session: Session
        private var count = 0
        private(set) var pairs: [(String, String)] = []
        private(set) var brackets: [(entry: String, exits: [String])] = []

        init(seed: UInt64) {
            random = SeededGenerator(seed: seed)
            var model = PaperModel()
            model.spreadBasisPoints = random.pick([0, 7.5])
            model.slippageBasisPoints = random.pick([0, 3])
            (model.isSlippageRandom, model.seed) = (random.isOneIn(2), seed)
            (model.takerFeeBasisPoints, model.makerFeeBasisPoints) = (2.5, -0.7)
            model.feeMinimum = random.isOneIn(2) ? 0.01 : nil
            model.latency = random.pick([.zero, .milliseconds(1500)])
            model.isShortForbidden = random.isOneIn(8)
            session = Session(model)
        }

        mutating func play(withRestarts: Bool = false) throws {
            switch Int.random(in: 0..<12, using: &random) {
            case 0...4: price()
            case 5...7: submit()
            case 8: if let id = anyLive() { session.cancel(id) }
            case 9: modify()
            case 10: session.pass(.seconds(Int64.random(in: 1...40, using: &random)))
            default: if withRestarts { try session.restart() }
            }
        }

        private mutating func anyLive() -> String? {
            let live = session.desk.book.orders()
            return live.isEmpty ? nil : random.pick(live).ticket.clientOrderID
        }

        private mutating func level() -> Decimal {
            Decimal(units: Int128.random(in: 90_000...110_000, using: &random) * 1_000_000_000_000_000)
        }

        private mutating func amount() -> Decimal {
            random.isOneIn(3)
                ? Decimal(Int.random(in: 1...9, using: &random))
                : Decimal(units: Int128.random(in: 1...9_000_000_000_000_000_003, using: &random))
        }

        private mutating func price() {
            let middle = level()
            switch Int.random(in: 0..<4, using: &random) {
            case 0: session.last(middle)
            case 1:
                session.book(
                    Decimal(units: middle.units - 30_000_000_000_000_000), middle,
                    bidSize: random.isOneIn(2) ? amount() : nil, askSize: random.isOneIn(2) ? amount() : nil)
            case 2: session.book(middle, Decimal(units: middle.units + 1))
            default:
                let others = [level(), level(), level()]
                session.bar(
                    middle, max(middle, others.max() ?? middle), min(middle, others.min() ?? middle),
                    others[0])
            }
        }

        private mutating func order(_ side: OrderSide, quantity: Decimal) -> OrderTicket {
            count += 1
            let id = "o\(count)"
            var made =
                switch Int.random(in: 0..<5, using: &random) {
                case 0: ticket(side, .limit, id: id, quantity: quantity, limit: level())
                case 1: ticket(side, .stop, id: id, quantity: quantity, stop: level())
                case 2: ticket(side, .stopLimit, id: id, quantity: quantity, limit: level(), stop: level())
                case 3:
                    ticket(
                        side, .trailingStop, id: id, quantity: quantity,
                        trailing: random.isOneIn(2) ? .amount(3) : .percent(4))
                default: ticket(side, .market, id: id, quantity: quantity)
                }
            if !made.type.isStop && random.isOneIn(4) {
                made.duration = random.pick([.immediateOrCancel, .fillOrKill])
            } else if random.isOneIn(4) {
                made.expireTime = session.now.adding(.seconds(Int64.random(in: 1...60, using: &random)))
            }
            made.isReduceOnly = random.isOneIn(6)
            return made
        }

        private mutating func submit() {
            let (side, quantity) = (random.pick(OrderSide.allCases), amount())
            var first = order(side, quantity: quantity)
            switch Int.random(in: 0..<6, using: &random) {
            case 0:
                let other = order(random.pick(OrderSide.allCases), quantity: amount())
                pairs.append((first.clientOrderID, other.clientOrderID))
                session.submit(OrderGroup(first, strategyType: .oneCancelsOther, others: [other]))
            case 1, 2:
                first.isReduceOnly = false
                count += 2
                let (far, near) = (Decimal(120), Decimal(80))
                let exits = [
                    ticket(
                        side.opposite, .limit, id: "o\(count - 1)", quantity: quantity,
                        limit: random.isOneIn(2) ? level() : side == .buy ? far : near),
                    ticket(
                        side.opposite, random.isOneIn(2) ? .stop : .trailingStop, id: "o\(count)",
                        quantity: quantity, stop: level()),
                ].map { ticket in
                    var ticket = ticket
                    if ticket.type == .trailingStop {
                        (ticket.terms.stopPrice, ticket.terms.trailingStop) = (nil, .amount(2))
                    }
                    return ticket
                }
                brackets.append((first.clientOrderID, exits.map(\.clientOrderID)))
                session.submit(OrderGroup(first, strategyType: .bracket, others: exits))
            case 3:
                let others = [order(side.opposite, quantity: quantity), order(side, quantity: amount())]
                session.submit(OrderGroup(first, strategyType: .trigger, others: others))
            default: session.submit(first)
            }
        }

        private mutating func modify() {
            guard let id = anyLive(), let order = session.live(id), !order.isBracketExit else { return }
            var terms = order.terms
            if order.strategyType == .single { terms.quantity = amount() }
            if terms.limitPrice != nil { terms.limitPrice = level() }
            if terms.stopPrice != nil { terms.stopPrice = level() }
            if terms.trailingStop != nil { terms.trailingStop = .amount(amount()) }
            session.modify(id, terms)
        }

        func filled(_ id: String) -> Decimal { session.orders[id]?.filledQuantity ?? 0 }
    }

    @Test(
        "cash, positions and profit reconcile to the last place, and no pair or bracket fills twice",
        arguments: UInt64(1)...24)
    func reconcile(_ seed: UInt64) throws {
        var player = Player(seed: seed)
        for _ in 0..<300 {
            try player.play(withRestarts: true)
            #expect(player.session.kept == player.session.earned)
        }
        for (left, right) in player.pairs {
            #expect(player.filled(left).isZero || player.filled(right).isZero)
        }
        for bracket in player.brackets {
            let entry = player.filled(bracket.entry)
            let exits = bracket.exits.reduce(Decimal.zero) {
                Decimal(units: $0.units + player.filled($1).units)
            }
            #expect(exits <= entry)
            for id in bracket.exits {
                guard let exit = player.session.live(id) else { continue }
                #expect(exit.fillableQuantity.units <= entry.units - exits.units)
            }
        }
    }

    @Test("the same orders and prices and the same seed give the same fills", arguments: UInt64(1)...8)
    func deterministic(_ seed: UInt64) throws {
        var (one, other) = (Player(seed: seed), Player(seed: seed))
        for _ in 0..<300 {
            try one.play()
            try other.play()
        }
        #expect(one.session.happened == other.session.happened)
        #expect(one.session.happened.count > 50)
    }

    @Test("what the book counts is what its orders come to", arguments: UInt64(1)...8)
    func counted(_ seed: UInt64) throws {
        var player = Player(seed: seed)
        for _ in 0..<300 {
            try player.play()
            let (book, key) = (player.session.desk.book, NetPosition.Key(ticket()))
            let orders = book.orders()
            func sum(_ amounts: [Decimal]) -> Decimal {
                amounts.reduce(0) { Decimal(units: $0.units + $1.units) }
            }
            #expect(book.count == orders.count && book.count(ofAccount: "default") == orders.count)
            #expect(book.reserved(ofAccount: "default") == sum(orders.map(\.reservation)))
            let outstanding = book.outstanding(key)
            for (side, isReducing, counted) in [
                (OrderSide.buy, false, outstanding.buys), (.sell, false, outstanding.sells),
                (.buy, true, outstanding.reducingBuys), (.sell, true, outstanding.reducingSells),
            ] {
                let concerned = orders.filter { $0.ticket.side == side && $0.isReducing == isReducing }
                #expect(counted == sum(concerned.map(\.remaining)))
            }
        }
    }

    @Test("a restart changes nothing of what follows", arguments: UInt64(1)...8)
    func restarts(_ seed: UInt64) throws {
        var (one, other) = (Player(seed: seed), Player(seed: seed))
        for _ in 0..<300 {
            try one.play()
            try other.play()
            // What was on offer before a restart may have been taken; the next price says anew.
            one.session.last(100)
            other.session.last(100)
            try other.session.restart()
            #expect(one.session.happened == other.session.happened)
        }
    }

    @Test("what a price leaves at work it does not reach", arguments: UInt64(1)...8)
    func thorough(_ seed: UInt64) throws {
        var player = Player(seed: seed)
        for _ in 0..<300 {
            try player.play()
            player.session.book(100, 100.01)
            for order in player.session.desk.book.orders() where order.workingQuantity > .zero {
                let price: Decimal = order.ticket.side == .buy ? 100.01 : 100
                let isBuy = order.ticket.side == .buy
                let (stop, limit) = (order.stopPrice, order.terms.limitPrice)
                if let stop, !order.isTriggered {
                    #expect(isBuy ? price < stop : price > stop)
                } else if let limit {
                    #expect(isBuy ? price > limit : price < limit)
                } else {
                    Issue.record("\(order.ticket.clientOrderID) should have been filled")
                }
            }
        }
    }
}

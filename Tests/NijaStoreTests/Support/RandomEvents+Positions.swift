import NijaModel
import NijaTesting

// Positions and prices with every field random; a change is of a position that was opened before.

extension RandomEvents {
    mutating func opening(_ time: Timestamp) -> PositionOpening {
        var opening = PositionOpening(
            strategy: name(), symbol: name(), side: choice(), quantity: decimal(),
            entryPrice: maybe { $0.decimal() }, entryTime: instant())
        (opening.positionID, opening.account) = ("\(text())#\(sequence)", name())
        (opening.venue, opening.assetClass) = (text(), maybe { $0.choice() })
        (opening.isPending, opening.fees) = (bool(), decimal())
        (opening.leverage, opening.intendedEntryPrice) = (maybe { $0.decimal() }, maybe { $0.decimal() })
        opening.maintenanceMarginPercent = maybe { $0.decimal() }
        (opening.levels, opening.rules) = (levels(), exitRules())
        (opening.botID, opening.promptID, opening.userID) = (text(), text(), text())
        (opening.userPrincipalID, opening.subscriptionID, opening.orderID) = (text(), text(), text())
        (opening.confidence, opening.reason) = (maybe { $0.double() }, text())
        opening.tags = (0..<Int.random(in: 0...4, using: &random)).map { _ in text() }
        opened.append(Position(opening, sequence: sequence, recordedAt: time))
        return opening
    }

    mutating func positionChange() -> LedgerEvent.Payload? {
        guard !opened.isEmpty else { return nil }
        var position = random.pick(opened)
        position.sequence = sequence
        (position.status, position.levels) = (choice(), levels())
        position.marks = maybe { $0.marks() }
        if position.status == .open && position.marks == nil { position.marks = marks() }
        (position.initialEntryPrice, position.initialStopLoss) = (
            maybe { $0.decimal() }, maybe { $0.decimal() }
        )
        position.entryTime = instant()
        position.amounts = PositionAmounts(
            entryQuantity: decimal(), entryCost: decimal(), openQuantity: decimal(), openCost: decimal(),
            exitProceeds: decimal(), fees: decimal())
        position.exitRequest = maybe {
            ExitRequest(
                reason: $0.choice(), level: $0.decimal(), price: $0.decimal(), requestedAt: $0.instant())
        }
        position.exit = maybe {
            PositionExit(
                time: $0.instant(), reason: $0.choice(), intendedPrice: $0.maybe { $0.decimal() })
        }
        position.tradeID = text()
        return .positionChanged(
            PositionChange(
                position: position, transition: choice(), previousStatus: choice(),
                requestID: bool() ? "" : "r\(sequence)", quantity: maybe { $0.decimal() },
                price: maybe { $0.decimal() }, fees: maybe { $0.decimal() }, note: text()))
    }

    mutating func price() -> Price {
        var kind = Price.Kind.bar(
            Price.Bar(open: decimal(), high: decimal(), low: decimal(), close: decimal()))
        if bool() {
            kind = .quote(
                Price.Quote(
                    last: maybe { $0.decimal() }, bid: maybe { $0.decimal() }, ask: maybe { $0.decimal() },
                    mark: maybe { $0.decimal() }))
        }
        return Price(
            symbol: name(), venue: text(), time: instant(), receivedAt: instant(), kind: kind)
    }

    mutating func exitRules() -> ExitRules {
        ExitRules(mode: choice(), gap: choice(), bar: choice(), source: choice())
    }

    private mutating func marks() -> PositionMarks {
        var marks = PositionMarks(entry: decimal())
        (marks.low, marks.trailed) = (decimal(), decimal())
        (marks.last, marks.lastTime) = (maybe { $0.decimal() }, maybe { $0.instant() })
        return marks
    }

    private mutating func levels() -> PositionLevels {
        PositionLevels(
            stopLoss: maybe { $0.decimal() }, takeProfit: maybe { $0.decimal() },
            trailingStop: maybe { $0.bool() ? .amount($0.decimal()) : .percent($0.decimal()) },
            timeout: maybe { TimeSpan(nanoseconds: Int64($0.int())) })
    }
}

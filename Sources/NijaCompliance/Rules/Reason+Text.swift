import NijaModel

extension Reason {
    /// The reason for a person, with the numbers.
    public var text: String {
        switch self {
        case .outsideAssetClasses(nil, let classes):
            "nobody said what kind of instrument it is; the rule applies to \(Self.names(classes))"
        case .outsideAssetClasses(let assetClass?, let classes):
            "the rule applies to \(Self.names(classes)), not to \(assetClass.label)"
        case .notInForce(let day, let from, let until): Self.notInForce(day, from, until)
        case .equityUnknown: "nobody knows what the account was worth: give equity, or report a balance"
        case .noEquity(let equity): "the account is worth \(equity.short); any position is too much"
        case .positionSize(let symbol, let value, let equity, let limit):
            "the position in \(symbol) of \(value.short) is \(Self.percent(value, of: equity)) % of the equity of "
                + "\(equity.short); the limit is \(limit) %"
        case .leverage(let exposure, let equity, let limit):
            "positions of \(exposure.short) are \(Self.ratio(exposure, equity)) times the equity of "
                + "\(equity.short); the limit is \(limit) times"
        case .intradayMargin(let peak, let required, let equity, let percent):
            "the day's largest exposure of \(peak.short) needs a margin of \(required.short) (\(percent) %), and the "
                + "equity is \(equity.short)"
        case .dayTrades(let count): Self.dayTrades(count)
        case .noSale(.cover):
            "shares that had been sold short were bought back; whether a loss on them is deferred is not checked"
        case .noSale: "shares were acquired, not sold"
        case .unknownCost(let quantity): "it is not known what the \(quantity) sold had cost"
        case .noLoss: "nothing was sold at a loss"
        case .loss(let sale): Self.loss(sale)
        }
    }

    /// The fills concerned besides the one that was audited.
    public var relatedFillIDs: [String] {
        guard case .loss(let sale) = self else { return [] }
        var ids: [String] = []
        for replacement in sale.replacements where !ids.contains(replacement.fillID) {
            ids.append(replacement.fillID)
        }
        return ids
    }

    private static func notInForce(_ day: Day, _ from: Day?, _ until: Day?) -> String {
        if let from, day < from { return "on \(day) the rule was not in force; it is from \(from) on" }
        if let until { return "on \(day) the rule was no longer in force; it was until \(until)" }
        return "on \(day) the rule was not in force"
    }

    private static func dayTrades(_ count: DayTradeCount) -> String {
        var text =
            "\(count.dayTrades) day trades and \(count.fills) fills from \(count.first) to \(count.last); "
        text +=
            "a pattern is \(count.limit) or more and over \(count.percent) % of the fills, and needs an equity of "
            + count.equityMin.short
        if let equity = count.equity { text += "; the equity is \(equity.short)" }
        if count.isPattern && count.equity == nil { text += "; what the account was worth is not known" }
        if !count.isCalendarKnown { text += "; the holidays of that year are not known" }
        return text
    }

    private static func loss(_ sale: WashSale) -> String {
        var text = "\(sale.quantity) sold at a loss of \(sale.loss.short)"
        if sale.replaced > .zero {
            text +=
                ", \(sale.replaced) of them replaced within the window: \(sale.disallowed.short) is disallowed and "
                + "added to the basis of the replacements"
        } else {
            text += ", none replaced"
        }
        return sale.isComplete ? text : text + "; its window closes after \(sale.lastDay)"
    }

    private static func names(_ classes: [AssetClass]) -> String {
        classes.map(\.label).joined(separator: " and ")
    }

    private static func percent(_ part: Decimal, of whole: Decimal) -> String {
        guard let share = try? part.multiplied(by: Decimal(100), dividedBy: whole, rounding: .halfEven)
        else { return "more than any" }
        return share.short
    }

    private static func ratio(_ part: Decimal, _ whole: Decimal) -> String {
        (try? part.divided(by: whole, rounding: .halfEven))?.short ?? "more than any"
    }
}

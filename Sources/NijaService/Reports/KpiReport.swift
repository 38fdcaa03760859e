import NijaAnalytics
import NijaMessages
import NijaModel
import Protobuf

/// A report on an account: its figures, its curve, its strategies.
struct KpiReport {
    let whole: KpiSnapshot
    let points: [TrendPoint]
    let strategies: [PerformanceGroup]

    /// A finished document.
    struct Document {
        let text: String
        let mediaType: String
        let filename: String
    }

    /// The report in a format.
    func document(as format: ExportFormat) -> Document {
        let name = "nija-\(whole.scope?.account ?? "")-\(whole.sequence)"
        switch format {
        case .csv: return Document(text: csv, mediaType: "text/csv; charset=utf-8", filename: name + ".csv")
        case .markdown:
            return Document(text: markdown, mediaType: "text/markdown; charset=utf-8", filename: name + ".md")
        case .html:
            return Document(text: html, mediaType: "text/html; charset=utf-8", filename: name + ".html")
        default: return Document(text: json, mediaType: "application/json", filename: name + ".json")
        }
    }

    /// A row of the report: the account, or one of its strategies.
    var rows: [(name: String, figures: [(name: String, text: String)])] {
        [("(all)", Self.figures(whole))] + strategies.map { ($0.key, Self.figures($0.kpis ?? KpiSnapshot())) }
    }

    /// The figures that reports show; an undefined one is an empty text.
    static func figures(_ kpis: KpiSnapshot) -> [(name: String, text: String)] {
        func number(_ value: Double?) -> String { value.map(\.description) ?? "" }
        return [
            ("total_trades", String(kpis.totalTrades)), ("winning_trades", String(kpis.winningTrades)),
            ("losing_trades", String(kpis.losingTrades)), ("win_rate", number(kpis.winRate)),
            ("profit_factor", number(kpis.profitFactor)), ("total_profit", kpis.totalProfit),
            ("total_loss", kpis.totalLoss), ("net_profit", kpis.netProfit), ("total_fees", kpis.totalFees),
            ("average_win", kpis.averageWin ?? ""), ("average_loss", kpis.averageLoss ?? ""),
            ("expectancy", kpis.expectancy ?? ""), ("risk_reward_ratio", number(kpis.riskRewardRatio)),
            ("roi_percentage", number(kpis.roiPercentage)), ("sharpe_ratio", number(kpis.sharpeRatio)),
            ("sortino_ratio", number(kpis.sortinoRatio)), ("calmar_ratio", number(kpis.calmarRatio)),
            ("max_drawdown", number(kpis.maxDrawdown)), ("current_drawdown", number(kpis.currentDrawdown)),
            ("volatility", number(kpis.volatility)), ("value_at_risk_95", number(kpis.valueAtRisk95)),
            ("cagr", number(kpis.cagr)), ("trades_per_day", number(kpis.tradesPerDay)),
            ("active_days", String(kpis.activeDays)),
        ]
    }

    private var csv: String {
        let header = ["scope"] + Self.figures(whole).map(\.name)
        let lines = [header] + rows.map { [$0.name] + $0.figures.map(\.text) }
        return lines.map { $0.map(Self.csvField).joined(separator: ",") }.joined(separator: "\r\n") + "\r\n"
    }

    private static func csvField(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }

    private var markdown: String {
        var lines = ["# \(whole.scope?.account ?? "")", "", provenance, ""]
        let columns = rows
        lines.append(
            "| figure | " + columns.map { $0.name.escapedForMarkdown }.joined(separator: " | ") + " |")
        lines.append("| --- |" + String(repeating: " ---: |", count: columns.count))
        for index in Self.figures(whole).indices {
            let cells = columns.map { $0.figures[index].text.isEmpty ? "–" : $0.figures[index].text }
            lines.append("| \(columns[0].figures[index].name) | " + cells.joined(separator: " | ") + " |")
        }
        lines += [""] + whole.notes.map { "- \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What the figures stand on, in one sentence.
    var provenance: String {
        let series = whole.series == .reportedEquity ? "reported equity" : "realised profits"
        return
            "\(whole.basis == .net ? "Net" : "Gross") basis; daily series of \(whole.dayCount) days from \(series), "
            + "\(whole.periodsPerYear) periods a year; \(whole.totalTrades) trades; sequence \(whole.sequence); "
            + "amounts in \(whole.currency)."
    }

    private var json: String {
        var response = CompareStrategiesResponse()
        var all = PerformanceGroup()
        (all.key, all.kpis) = ("", whole)
        response.strategies = strategies
        return "{\"account\": \(all.json()), \"strategies\": \(response.json())}\n"
    }
}

extension String {
    fileprivate var escapedForMarkdown: String {
        split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}

import JSON
import NijaMessages

/// Two prompts side by side.
enum PromptComparison {
    static func run(_ call: Invocation) throws(CommandError) {
        var request = ComparePromptsRequest()
        (request.account, request.first, request.second) = (
            call.text("account"), call.arguments[0], call.arguments[1]
        )
        (request.window, request.basis) = (try KpiCommands.window(call), try call.choice("basis"))
        let style = call.output.style
        try call.output.one(try call.call(KpiService.comparePrompts, request), "") { answer in
            var card = Card(style)
            for side in ["first", "second"] {
                let group = answer[side] ?? .null
                card.title("Prompt \(group["key"]?.text ?? "")")
                card.rows(
                    group["kpis"] ?? .null,
                    [
                        Column("total_trades", "trades", .amount), Column("win_rate", "win %", .ratio),
                        Column("net_profit", "net profit", .signed),
                        Column("expectancy", "a trade", .ratio),
                        Column("profit_factor", "profit factor", .ratio),
                    ])
            }
            let test = answer["test"] ?? .null
            card.title(test["name"]?.text ?? "")
            card.rows(
                test,
                [
                    Column("mean_difference", "difference a trade", .ratio),
                    Column("t_statistic", "t", .ratio),
                    Column("degrees_of_freedom", "degrees of freedom", .ratio), Column("p_value", "p"),
                    Column("assumptions", "supposes"),
                ])
            return card.rendered
        }
    }
}

import Glibc
import NijaClient
import NijaMessages
import Protobuf

/// `portfolio show --watch`: a portfolio as it changes, drawn in place on a terminal, one a line elsewhere.
enum PortfolioWatch {
    static func run(_ call: Invocation) throws(CommandError) {
        let wanted: StreamPortfolioRequest = try call.message(from: ["account", "exposures"])
        let subscription = EventSubscription(
            try call.connect(), PortfolioService.streamPortfolio, after: nil, isPinned: false
        ) { _ in
            wanted
        } event: {
            $0.event
        }
        while true {
            let event = try CommandError.wrap { () throws(NijaError) in try subscription.next() }
            guard case .portfolio(let portfolio) = event.payload else { continue }
            if call.output.isForPeople {
                draw(PortfolioCard.text(try Output.parse(portfolio), call.output.style))
            } else {
                Output.write(portfolio.json() + "\n")
            }
        }
    }

    /// Draws over what was drawn before, line by line and without clearing first, so that nothing flickers.
    private static func draw(_ text: String) {
        guard isatty(STDOUT_FILENO) == 1 else {
            Output.write(text + "\n")
            return
        }
        let rows = terminalSize(of: STDOUT_FILENO)?.rows ?? 24
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(max(0, rows - 1))
        Output.write("\u{1B}[H" + lines.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J")
    }
}

import Crypto
import NijaModel
import Testing

@testable import NijaSignals

@Suite("A signal is taken in")
struct IntakeTests {
    static let body = "{\"action\": \"buy\", \"ticker\": \"X\", \"qty\": 1, \"secret\": \"s3cr3t\"}"

    private func isAccepted(_ verdict: SignalVerdict) -> Bool {
        if case .accepted = verdict { true } else { false }
    }

    private func refusal(_ verdict: SignalVerdict) -> String? {
        if case .unauthenticated(let reason) = verdict { reason } else { nil }
    }

    @Test("with the secret in its body, and not without")
    func secretInBody() {
        let asking = source { ($0.authentication, $0.secretName) = (.secretInBody, "tv") }
        #expect(isAccepted(judge(Self.body, asking)))
        #expect(
            refusal(judge("{\"action\": \"buy\", \"ticker\": \"X\", \"qty\": 1}", asking))
                == "the secret is missing")
        #expect(
            refusal(
                judge("{\"action\": \"buy\", \"ticker\": \"X\", \"qty\": 1, \"secret\": \"S3cr3t\"}", asking))
                == "the secret is wrong")
        // What cannot be read says nothing to who has no secret.
        #expect(refusal(judge("{\"action\": \"maybe\"", asking)) != nil)
        #expect(refusal(judge("{\"action\": \"maybe\"}", asking)) == "the secret is missing")
        #expect(
            judge("{\"action\": \"maybe\", \"secret\": \"s3cr3t\"}", asking)
                != .unauthenticated("the secret is wrong"))
        let without = SignalIntake(asking, secret: nil).judge(Array(Self.body.utf8), at: noon())
        #expect(refusal(without) == "the daemon has no secret of the source's name")
    }

    @Test("with a signature over its bytes, and not when one of them is another")
    func signature() {
        let asking = source { ($0.authentication, $0.secretName) = (.hmacSHA256, "relay") }
        let code = hmacSHA256(Array(Self.body.utf8), key: secret)
        let hex = code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(isAccepted(judge(Self.body, asking, signature: hex)))
        #expect(isAccepted(judge(Self.body, asking, signature: "sha256=" + hex.uppercased())))
        #expect(refusal(judge(Self.body + " ", asking, signature: hex)) == "the signature is wrong")
        #expect(refusal(judge(Self.body, asking)) == "the signature is missing")
        #expect(refusal(judge(Self.body, asking, signature: "zz")) == "the signature is not hexadecimal")
        #expect(
            refusal(judge(Self.body, asking, signature: String(hex.dropLast(2)))) == "the signature is wrong")
    }

    @Test("within its replay window, both ends included")
    func replay() {
        let strict = source { $0.replayWindow = .seconds(60) }
        func verdict(_ seconds: Int64) -> SignalVerdict {
            judge("action=buy, ticker=X, qty=1, time=1772452800", strict, at: noon(seconds))
        }
        for seconds: Int64 in [0, 60, -60] { #expect(isAccepted(verdict(seconds)), "\(seconds)") }
        for seconds: Int64 in [61, -61, 1_000_000] {
            guard case .stale = verdict(seconds) else {
                Issue.record("\(seconds) s away was taken")
                continue
            }
        }
        guard case .stale = judge("action=buy, ticker=X, qty=1", strict) else {
            Issue.record("a signal without a time was taken")
            return
        }
        var lenient = strict
        lenient.isUntimedAllowed = true
        #expect(isAccepted(judge("action=buy, ticker=X, qty=1", lenient)))
    }

    @Test("and noted only, where it asks for nothing or its source is paused")
    func noted() {
        for (body, source) in [
            ("action=note, ticker=X", source()),
            ("action=buy, ticker=X, qty=1", source { $0.isPaused = true }),
        ] {
            guard case .noted = judge(body, source) else {
                Issue.record("\(body) was not noted")
                continue
            }
        }
    }

    @Test("and recognised by its id, or by all that it says")
    func keys() throws {
        let intake = SignalIntake(source(), secret: nil)
        func key(_ body: String) throws -> String {
            intake.key(of: try SignalTemplate(source: source()).content(of: SignalBody(Array(body.utf8))))
        }
        #expect(try key("action=buy, ticker=X, id=7") == "id:7")
        let first = try key("action=buy, ticker=X, qty=1, time=1772452800")
        #expect(try key("qty=1.0, time=1772452800, ticker=X, side=long") == first)
        for other in [
            "action=sell, ticker=X, qty=1, time=1772452800", "action=buy, ticker=X, qty=1, time=1772452860",
            "action=buy, ticker=X1, qty=1, time=1772452800",
        ] {
            #expect(try key(other) != first)
        }
    }

    @Test("and kept without its secret, in whatever way that is written")
    func redaction() {
        let intake = SignalIntake(source(), secret: secret)
        #expect(intake.redacted(Array(Self.body.utf8)).contains("\"secret\": \"***\""))
        #expect(!intake.redacted(Array("note s3cr3t and s3cr3t".utf8)).contains("s3cr3t"))
        #expect(!intake.redacted(Array("{\"secret\": \"s3cr3t-of-before\"}".utf8)).contains("before"))
        let escaped = "{\"secret\": \"s3c\\u0072\\u0033t\"}"
        #expect(intake.redacted(Array(escaped.utf8)).hasPrefix("(withheld"))
        #expect(intake.redacted([UInt8](repeating: 0x41, count: 9000)).count == 4096)
    }

    @Test("and tried without authentication")
    func test() {
        let asking = source { ($0.authentication, $0.secretName) = (.secretInBody, "tv") }
        let verdict = SignalIntake(asking, secret: nil).judge(
            Array("action=buy, ticker=X, qty=1".utf8), at: noon(), isTest: true)
        #expect(isAccepted(verdict))
    }
}

@Suite("The size of a signal's order")
struct SizingTests {
    private func size(
        _ body: String = "action=buy, ticker=X", price: String? = "30000", equity: Int = 1000,
        _ change: (inout SignalSource) -> Void
    ) throws -> Decimal {
        let source = source(change)
        let content = try SignalTemplate(source: source).content(of: SignalBody(Array(body.utf8)))
        return try SignalSizing.quantity(
            of: content, from: source, price: price.map(decimal), equity: Decimal(equity))
    }

    @Test("is as its rule says, and rounded so that it never spends more")
    func rules() throws {
        #expect(try size("action=buy, ticker=X, qty=0.5") { $0.sizeRule = .signal } == decimal("0.5"))
        #expect(try size { ($0.sizeRule, $0.size) = (.fixed, Decimal(3)) } == Decimal(3))
        #expect(try size { ($0.sizeRule, $0.size) = (.notional, Decimal(1000)) } == decimal("0.03333333"))
        #expect(
            try size { ($0.sizeRule, $0.size) = (.percentOfEquity, Decimal(10)) } == decimal("0.00333333"))
        // The signal's own price counts before the newest.
        #expect(
            try size("action=buy, ticker=X, price=100") {
                ($0.sizeRule, $0.size) = (.notional, Decimal(1000))
            } == Decimal(10))
    }

    @Test("that cannot be worked out, or is nothing, is an error")
    func problems() {
        #expect(throws: SignalProblem.self) {
            try size(price: nil) { ($0.sizeRule, $0.size) = (.notional, Decimal(1)) }
        }
        #expect(throws: SignalProblem.self) {
            try size(equity: 0) { ($0.sizeRule, $0.size) = (.percentOfEquity, Decimal(1)) }
        }
        #expect(throws: SignalProblem.self) {
            try size(price: "100000000000") { ($0.sizeRule, $0.size) = (.notional, Decimal(1)) }
        }
    }

    @Test("of a source that makes no sense is refused with every field")
    func violations() {
        var wrong = source {
            ($0.authentication, $0.sizeRule, $0.replayWindow) = (.hmacSHA256, .percentOfEquity, .zero)
        }
        (wrong.name, wrong.account) = ("", "a b")
        wrong.fields = [.symbol: ""]
        var violations = Violations(in: .field("source"))
        wrong.validate(into: &violations)
        #expect(
            violations.found.map(\.field) == [
                "source.name", "source.account", "source.secret_name", "source.fields.symbol", "source.size",
                "source.replay_window",
            ])
    }
}

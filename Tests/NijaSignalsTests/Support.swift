import NijaModel

@testable import NijaSignals

let secret = Array("s3cr3t".utf8)

/// A decimal as it is written.
func decimal(_ text: String) -> Decimal {
    guard let value = try? Decimal(text) else { preconditionFailure("\(text) is no decimal") }
    return value
}

/// 2026-03-02T12:00:00Z, and so many seconds more.
func noon(_ seconds: Int64 = 0) -> Timestamp {
    guard let start = try? Timestamp(seconds: 1_772_452_800 + seconds) else {
        preconditionFailure("the tests' day is no time")
    }
    return start
}

/// A source that authenticates nothing and looks at no time.
func source(_ change: (inout SignalSource) -> Void = { _ in }) -> SignalSource {
    var source = SignalSource(name: "tv", authentication: .none)
    (source.strategy, source.replayWindow) = ("S", nil)
    change(&source)
    return source
}

/// What becomes of a body.
func judge(_ body: String, _ source: SignalSource, signature: String = "", at now: Timestamp = noon())
    -> SignalVerdict
{
    SignalIntake(source, secret: secret).judge(Array(body.utf8), signature: signature, at: now)
}

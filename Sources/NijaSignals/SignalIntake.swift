import Crypto
public import NijaModel

/// What became of a signal before anything is ordered.
public enum SignalVerdict: Hashable, Sendable {
    /// It is its source's, new, and asks for this.
    case accepted(SignalContent)
    /// It asks for no order: what it says, and why nothing is ordered.
    case noted(SignalContent, String)
    /// Signature or secret are missing or wrong.
    case unauthenticated(String)
    /// Its time lies outside of the replay window.
    case stale(SignalContent, String)
    /// It cannot be read.
    case malformed(String)
}

/// Takes signals in: authenticates them, reads them, and tells old ones from new ones.
///
/// A function of the source, its secret and the bytes; that a signal has come before is for the caller to say, who keeps
/// keys across restarts.
public struct SignalIntake: Sendable {
    private let source: SignalSource
    private let secret: [UInt8]?
    private var template: SignalTemplate { SignalTemplate(source: source) }

    /// Prepares to take signals of a source in.
    ///
    /// - Parameters:
    ///   - source: the source.
    ///   - secret: its secret; nil when the daemon has none of that name, which lets nothing through that needs one.
    public init(_ source: SignalSource, secret: [UInt8]?) {
        self.source = source
        self.secret = secret
    }

    /// Judges a signal.
    ///
    /// - Parameters:
    ///   - bytes: the body, as it came.
    ///   - signature: HMAC-SHA256 in hexadecimal, "sha256=" before it or not; empty when there is none.
    ///   - now: the time.
    ///   - isTest: authentication is passed over, for trying a template.
    /// - Returns: what became of it.
    public func judge(
        _ bytes: [UInt8], signature: String = "", at now: Timestamp, isTest: Bool = false
    ) -> SignalVerdict {
        // Who is not authenticated learns nothing of how a body is read: a signature is checked before that.
        if !isTest, source.authentication == .hmacSHA256, let problem = check(signature, of: bytes) {
            return .unauthenticated(problem)
        }
        do throws(SignalProblem) {
            let body = try SignalBody(bytes)
            if !isTest, source.authentication == .secretInBody, let problem = checkSecret(in: body) {
                return .unauthenticated(problem)
            }
            return judge(try template.content(of: body), at: now)
        } catch {
            let isOpen = isTest || source.authentication != .secretInBody
            return isOpen || hasSecret(bytes)
                ? .malformed(error.reason) : .unauthenticated("the body cannot be read, and so has no secret")
        }
    }

    private func judge(_ content: SignalContent, at now: Timestamp) -> SignalVerdict {
        if let window = source.replayWindow {
            guard let time = content.time else {
                return source.isUntimedAllowed
                    ? order(content) : .stale(content, "it has no time, which the source asks for")
            }
            let age = now.since(time)
            if age > window {
                return .stale(content, "it is \(age.seconds) s old; at most \(window.seconds) s are allowed")
            }
            if time.since(now) > window {
                return .stale(
                    content, "its time, \(time), is \(time.since(now).seconds) s ahead of the clock")
            }
        }
        return order(content)
    }

    private func order(_ content: SignalContent) -> SignalVerdict {
        if content.action == .note { return .noted(content, "it asks for no order") }
        if source.isPaused { return .noted(content, "its source is paused") }
        if source.sizeRule == .signal, content.quantity == nil,
            content.action == .buy || content.action == .sell
        {
            return .malformed("the quantity is missing, and the source's rule takes the signal's")
        }
        if source.isLimit, content.price == nil {
            return .malformed("the price is missing, and the source's orders are limit orders at it")
        }
        return .accepted(content)
    }

    // MARK: Authentication

    private func check(_ signature: String, of bytes: [UInt8]) -> String? {
        guard let secret, !secret.isEmpty else { return "the daemon has no secret of the source's name" }
        guard !signature.isEmpty else { return "the signature is missing" }
        let digits = signature.hasPrefix("sha256=") ? signature.dropFirst(7) : signature[...]
        guard let sent = Self.bytes(ofHexadecimal: digits) else { return "the signature is not hexadecimal" }
        return isEqualInConstantTime(sent, hmacSHA256(bytes, key: secret)) ? nil : "the signature is wrong"
    }

    private func checkSecret(in body: SignalBody) -> String? {
        guard let secret, !secret.isEmpty else { return "the daemon has no secret of the source's name" }
        guard let sent = template.text(.secret, in: body) else { return "the secret is missing" }
        return isEqualInConstantTime(Array(sent.utf8), secret) ? nil : "the secret is wrong"
    }

    /// Whether a body that is read, but not understood, is its source's all the same.
    private func hasSecret(_ bytes: [UInt8]) -> Bool {
        guard let body = try? SignalBody(bytes) else { return false }
        return checkSecret(in: body) == nil
    }

    private static func bytes(ofHexadecimal digits: Substring) -> [UInt8]? {
        let values = digits.map { $0.isASCII ? $0.hexDigitValue : nil }
        guard values.count % 2 == 0, !values.contains(nil) else { return nil }
        let known = values.compactMap { $0 }
        return stride(from: 0, to: known.count, by: 2).map { UInt8(known[$0] << 4 | known[$0 + 1]) }
    }

    // MARK: Recognising

    /// What the signal is recognised by: its id, or what it says when it has none.
    ///
    /// What it says includes its time, so that the same order on another bar is another signal.
    public func key(of content: SignalContent) -> String {
        if !content.id.isEmpty { return "id:" + content.id }
        let said = [
            content.action.rawValue, content.symbol, content.quantity?.description ?? "",
            content.price?.description ?? "", content.strategy,
            content.time.map { String($0.nanoseconds) } ?? "",
        ]
        // Lengths before the texts, so that no two signals say the same in other words.
        let text = said.map { "\($0.utf8.count):\($0)" }.joined()
        let hash = sha256(Array(text.utf8)).prefix(16)
        return "content:" + hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// The body as it may be kept and shown: without its secret, and cut to `bytesMax`.
    ///
    /// What stands in the secret's place is taken out too when it is wrong: it may be the one of before, or one with a slip.
    public func redacted(_ bytes: [UInt8], bytesMax: Int = 4096) -> String {
        let sent = (try? SignalBody(bytes)).flatMap { template.text(.secret, in: $0) }
        let secrets = [secret, sent.map { Array($0.utf8) }].compactMap { $0 }.filter { !$0.isEmpty }
        // The longer first: the shorter may be a part of it, and would leave the rest standing.
        let kept = secrets.sorted { $0.count > $1.count }.reduce(bytes) { Self.replacing($1, in: $0) }
        let after = (try? SignalBody(kept)).flatMap { template.text(.secret, in: $0) }
        // A secret that is written with escapes is not found as bytes, and must not be shown either.
        if let after, let sent, after == sent { return "(withheld: its secret is written with escapes)" }
        return String(decoding: kept.prefix(bytesMax), as: UTF8.self)
    }

    private static func replacing(_ secret: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        var (kept, place): ([UInt8], Int) = ([], 0)
        while place < bytes.count {
            if bytes[place...].starts(with: secret) {
                kept += Array("***".utf8)
                place += secret.count
            } else {
                kept.append(bytes[place])
                place += 1
            }
        }
        return kept
    }
}

import Crypto
import Testing

@Suite("Digests")
struct DigestTests {
    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test(
        "are those of FIPS 180-4's examples",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ])
    func sha(text: String, digest: String) {
        #expect(hex(sha256(Array(text.utf8))) == digest)
    }

    struct Row: Sendable {
        let key: [UInt8]
        let text: [UInt8]
        let code: String
    }

    /// RFC 4231, cases 1, 2, 3 and 6.
    static let rows = [
        Row(
            key: [UInt8](repeating: 0x0B, count: 20), text: Array("Hi There".utf8),
            code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        Row(
            key: Array("Jefe".utf8), text: Array("what do ya want for nothing?".utf8),
            code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        Row(
            key: [UInt8](repeating: 0xAA, count: 20), text: [UInt8](repeating: 0xDD, count: 50),
            code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        Row(
            key: [UInt8](repeating: 0xAA, count: 131),
            text: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
    ]

    @Test("under keys are those of RFC 4231", arguments: rows)
    func hmac(row: Row) {
        #expect(hex(hmacSHA256(row.text, key: row.key)) == row.code)
    }

    @Test("under an empty key are no repeat of the key before")
    func emptyKey() {
        _ = hmacSHA256([1], key: [2])
        #expect(
            hex(hmacSHA256([], key: [])) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
        )
    }

    @Test("are compared whole")
    func comparison() {
        #expect(isEqualInConstantTime([1, 2, 3], [1, 2, 3]))
        #expect(!isEqualInConstantTime([1, 2, 3], [1, 2, 4]))
        #expect(!isEqualInConstantTime([1, 2, 3], [1, 2]))
        #expect(isEqualInConstantTime([], []))
    }
}

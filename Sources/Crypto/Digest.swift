import CCrypto

// What proves where bytes come from, over OpenSSL's libcrypto.

/// The SHA-256 of bytes.
///
/// - Source: FIPS 180-4.
public func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256(bytes, bytes.count, &digest)
    return digest
}

/// The HMAC of bytes under a key, with SHA-256.
///
/// - Source: RFC 2104.
public func hmacSHA256(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    var count = UInt32(code.count)
    // An empty key is one, but a null pointer means "as before" to HMAC.
    let held = key.isEmpty ? [0] : key
    let result = HMAC(EVP_sha256(), held, Int32(key.count), bytes, bytes.count, &code, &count)
    precondition(result != nil && count == code.count, "libcrypto has no SHA-256")
    return code
}

/// Whether both are equal, in a time that says nothing of where they differ.
///
/// That they are of different length is seen at once; it is no secret.
public func isEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}

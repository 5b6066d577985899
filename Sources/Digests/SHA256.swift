internal import COpenSSL

/// SHA-256 (FIPS 180-4).
public struct SHA256: ~Copyable {
    /// Owned: made by the initialiser, freed with the value.
    private let context: OpaquePointer

    /// Begins a digest.
    public init() {
        // Neither call depends on any input: they fail where memory has run out or libcrypto was built without
        // SHA-256, and a digest that is not one must never be handed on.
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("libcrypto provides SHA-256")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let added = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(added == 1, "libcrypto takes bytes until the digest ends")
    }

    /// Adds float32 numbers as little-endian bytes.
    public mutating func update(_ values: [Float]) {
        #if _endian(little)
            values.withUnsafeBytes { update($0) }
        #else
            for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { update($0) } }
        #endif
    }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Ends the digest: 64 lower-case hexadecimal digits.
    public consuming func hexDigest() -> String { hexadecimal(digest()) }

    /// Ends the digest: 32 bytes.
    public consuming func digest() -> [UInt8] {
        let context = context
        return [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            let ended = EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            precondition(ended == 1, "libcrypto ends a digest once")
            count = 32
        }
    }
}

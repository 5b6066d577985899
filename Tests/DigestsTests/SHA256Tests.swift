import Digests
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    /// The examples of FIPS 180-4 (CSRC, "SHA256.pdf") and two of the byte-oriented vectors of SHAVS.
    @Test(
        "The digest of a published message is the published one",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                    + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
            ),
        ]
    )
    func publishedVectors(message: String, digest: String) {
        var sha256 = SHA256()
        sha256.update(Array(message.utf8))
        #expect(sha256.hexDigest() == digest)
    }

    @Test(
        "A million letters a give the published digest, however they are cut",
        arguments: [1_000_000, 999_983, 64, 63]
    )
    func millionLetters(piece: Int) {
        var sha256 = SHA256()
        var rest = 1_000_000
        while rest > 0 {
            sha256.update([UInt8](repeating: UInt8(ascii: "a"), count: min(piece, rest)))
            rest -= min(piece, rest)
        }
        #expect(sha256.hexDigest() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("Float32 numbers are digested as little-endian bytes")
    func floats() {
        var numbers = SHA256()
        numbers.update([1, -0.0, 0.1] as [Float])
        var bytes = SHA256()
        bytes.update([0, 0, 0x80, 0x3f, 0, 0, 0, 0x80, 0xcd, 0xcc, 0xcc, 0x3d] as [UInt8])
        let digests = (numbers.hexDigest(), bytes.hexDigest())
        #expect(digests.0 == digests.1)
    }

    @Test("The bytes of a digest are what its digits say")
    func digestBytes() {
        var sha256 = SHA256()
        sha256.update(Array("abc".utf8))
        let digest = sha256.digest()
        #expect(digest.count == 32)
        #expect(digest.prefix(4) == [0xba, 0x78, 0x16, 0xbf])
        #expect(digest.suffix(2) == [0x15, 0xad])
    }

    @Test("A digest that is dropped half-way harms no other")
    func dropped() {
        for _ in 0..<100 {
            var sha256 = SHA256()
            sha256.update([1, 2, 3] as [UInt8])
        }
        #expect(SHA256().hexDigest() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
}

internal import COpenSSL
internal import Locking

/// The keys of session tickets: with them a client that comes again skips the costly half of a handshake, and the
/// server keeps nothing (RFC 5077, RFC 8446 section 4.6.1).
///
/// A key encrypts for one period and is accepted for one more, so that what was recorded cannot be read for longer by
/// whoever gets hold of the process.
final class TicketKeys: Sendable {
    /// One key: its name in the ticket, a cipher key and a key for authentication.
    struct Key: Sendable {
        let name: [UInt8]
        let cipher: [UInt8]
        let authentication: [UInt8]
        /// When it began to encrypt, in nanoseconds of the monotonic clock.
        let birth: UInt64

        /// Makes a random key; nil if the system gives no randomness.
        init?(at time: UInt64) {
            guard let name = Self.random(16), let cipher = Self.random(32), let authentication = Self.random(32) else {
                return nil
            }
            (self.name, self.cipher, self.authentication, birth) = (name, cipher, authentication, time)
        }

        /// For how long it has been there; 0 for who looked at the clock before the key was made by another reactor.
        func age(at time: UInt64) -> UInt64 { time > birth ? time - birth : 0 }

        private static func random(_ count: Int) -> [UInt8]? {
            var bytes = [UInt8](repeating: 0, count: count)
            return RAND_bytes(&bytes, Int32(count)) == 1 ? bytes : nil
        }
    }

    /// How long a key encrypts: 12 hours.
    static let period: UInt64 = 12 * 3600 * 1_000_000_000

    private let keys = Lock<[Key]>([])

    /// The key that encrypts now, made anew once a period; nil without randomness.
    func current(at time: UInt64) -> Key? {
        keys.withLock { keys in
            if let newest = keys.first, newest.age(at: time) < Self.period { return newest }
            guard let key = Key(at: time) else { return nil }
            keys = [key] + keys.filter { $0.age(at: time) < 2 * Self.period }.prefix(1)
            return key
        }
    }

    /// The key of a ticket, if it is accepted still, and whether the client should get a new ticket.
    func find(_ name: UnsafeBufferPointer<UInt8>, at time: UInt64) -> (key: Key, isOld: Bool)? {
        keys.withLock { keys in
            guard let key = keys.first(where: { $0.name.elementsEqual(name) }), key.age(at: time) < 2 * Self.period
            else {
                return nil
            }
            return (key, key.age(at: time) >= Self.period)
        }
    }

    /// Sets the cipher up for a ticket, as `SSL_CTX_set_tlsext_ticket_key_evp_cb` asks for it.
    ///
    /// - Returns: 1 to go on, 2 to go on and give a new ticket, 0 for a whole handshake, -1 for a failure.
    func prepare(
        _ name: UnsafeMutablePointer<UInt8>,
        _ vector: UnsafeMutablePointer<UInt8>,
        _ cipher: OpaquePointer,
        _ authentication: OpaquePointer,
        isEncrypting: Bool
    ) -> Int32 {
        // Invariant: OpenSSL lends 16 bytes for the name and EVP_MAX_IV_LENGTH, 16, for the vector.
        let now = Clock.now()
        if isEncrypting {
            guard let key = current(at: now), RAND_bytes(vector, 16) == 1 else { return -1 }
            for (index, byte) in key.name.enumerated() { name[index] = byte }
            guard EVP_EncryptInit_ex2(cipher, EVP_aes_256_cbc(), key.cipher, vector, nil) == 1 else { return -1 }
            return Self.authenticate(authentication, key) ? 1 : -1
        }
        guard let (key, isOld) = find(UnsafeBufferPointer(start: name, count: 16), at: now) else { return 0 }
        guard Self.authenticate(authentication, key),
            EVP_DecryptInit_ex2(cipher, EVP_aes_256_cbc(), key.cipher, vector, nil) == 1
        else { return -1 }
        return isOld ? 2 : 1
    }

    private static func authenticate(_ context: OpaquePointer, _ key: Key) -> Bool {
        var secret = key.authentication
        return openssl_set_hmac(context, &secret, secret.count) == 1
    }
}

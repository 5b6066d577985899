public import HTTPWire

/// How a server listens and what it allows.
///
/// Durations are positive.
public struct ServerConfiguration: Sendable {
    /// Where to listen: one place or more.
    public var listeners = [ListenerConfiguration(.tcp(host: "127.0.0.1", port: 8080))]
    /// The number of reactors; nil for one per processor that the process may use.
    public var reactors: Int?
    /// The most open connections; one more is answered 503 and closed.
    public var maximumConnections = 10_000
    /// The most open connections of one address, IPv6 by the network of 64 bits; one more is answered 429 and closed.
    ///
    /// 0 for no such limit: behind a proxy all clients have one address. Unix-domain sockets have none.
    public var maximumConnectionsPerAddress = 0
    /// The limits on heads and chunks.
    public var wire = WireLimits()
    /// How the server speaks TLS on the listeners that are secure; nil if none is.
    public var tls: TLSConfiguration?
    /// What counts requests and connections; nil if nobody asks for it.
    public var metrics: ServerMetrics?
    /// Which requests are logged when they are answered; nil for none.
    public var accessLog: AccessLogRules?
    /// How often the files of certificates are looked at for changes.
    public var certificateInterval: Duration = .seconds(5)
    /// How long a TLS handshake may take.
    public var handshakeTimeout: Duration = .seconds(10)
    /// How long a head may take from its first byte.
    public var headTimeout: Duration = .seconds(10)
    /// How long content may come more slowly than `bodyBytesPerSecond`: that is what each such time has to bring on
    /// average, the first beginning after the head.
    ///
    /// A stream is not measured by that: it has to bring something in each.
    public var bodyGrace: Duration = .seconds(20)
    /// How fast content has to arrive; 0 for as slowly as it likes, as long as something comes.
    public var bodyBytesPerSecond = 1024
    /// How long a connection may be idle between requests.
    public var idleTimeout: Duration = .seconds(75)
    /// How long a client may leave an answer unread, or read it more slowly than `writeBytesPerSecond`.
    public var writeTimeout: Duration = .seconds(60)
    /// How fast a client has to read an answer that is not streamed; 0 for as slowly as it likes.
    public var writeBytesPerSecond = 256
    /// How long a request that is complete may wait for its answer; zero for as long as that takes.
    ///
    /// Then the answer is 504, and the work is cancelled. A stream may take as long as it likes if it moves.
    public var requestTimeout: Duration = .seconds(120)
    /// How many bytes of requests may be held at a time by all connections together: heads and bodies on their way, and
    /// those that wait for their answer.
    ///
    /// What is beyond is answered 503, but one request at a time may be as large as it is allowed to be.
    public var receivedBytes = 256 << 20
    /// How long a graceful stop waits for requests under way.
    public var drainTimeout: Duration = .seconds(25)
    /// How thoroughly answers are compressed: 1, fast, to 9, thorough, or 0 for not at all.
    ///
    /// Level 1 writes a megabyte of JSON numbers at 73 MB/s to 48 % of its size, level 6 at 11 MB/s to 43 %.
    public var compressionLevel = 1
    /// How many bytes of content are worth compressing.
    ///
    /// A client that refuses the content as it is gets less compressed as well.
    public var compressionThreshold = 1024
    /// The most bytes that each byte of compressed content may expand to, beyond the first 8 MiB.
    public var inflationRatio = 200

    /// Which pages of other origins may read answers; none unless set.
    public var crossOrigin = CrossOriginRules()

    /// Makes a configuration with every default.
    public init() {}
}

/// The limits on heads by themselves, for those who set a server up without knowing its wire.
extension ServerConfiguration {
    /// The most bytes of a request line; more is 414.
    public var requestLineBytes: Int {
        get { wire.requestLineBytes }
        set { wire.requestLineBytes = newValue }
    }

    /// The most bytes of a head; more is 431.
    public var headBytes: Int {
        get { wire.headBytes }
        set { wire.headBytes = newValue }
    }

    /// The most field lines of a head; more is 431.
    public var fieldCount: Int {
        get { wire.fieldCount }
        set { wire.fieldCount = newValue }
    }
}

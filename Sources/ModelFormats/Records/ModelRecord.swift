internal import Digests
internal import StrictJSON

/// What is kept beside the files of a model, so that damage to any of them is seen: its version, its fingerprint, and the
/// digest of each file.
///
/// As JSON: `{"version", "fingerprint", "files": {"definition.json": …, "parameters.safetensors": …}, "checksum"}`. The
/// digests are SHA-256 in 64 hexadecimal digits; `checksum` covers the other members.
public struct ModelRecord: Sendable, Hashable {
    /// The version, from 1, and below the largest integer so that there is a next one.
    public let version: Int
    /// `sha256:` and 64 hexadecimal digits over the definition and the parameters that are stored.
    public let fingerprint: String
    /// The digest of the definition's file.
    public let definitionDigest: String
    /// The digest of the parameters' file; nil where there is none.
    public let parametersDigest: String?

    /// Bundles what is recorded.
    public init(version: Int, fingerprint: String, definitionDigest: String, parametersDigest: String?) {
        self.version = version
        self.fingerprint = fingerprint
        self.definitionDigest = definitionDigest
        self.parametersDigest = parametersDigest
    }

    /// Reads a record from the bytes of its file; nil where they are not a record, or not what was written.
    public init?(_ bytes: Span<UInt8>) {
        guard let document = try? JSONDocument(bytes) else { return nil }
        let root = document.root
        guard let version = document.member("version", at: root).flatMap({ document.number(at: $0) }),
            let number = version.integer(as: Int.self), 1..<Int.max ~= number,
            let fingerprint = document.member("fingerprint", at: root).flatMap({ document.string(at: $0) }),
            let files = document.member("files", at: root),
            let definition = document.member(Self.definitionFile, at: files).flatMap({ document.string(at: $0) }),
            let checksum = document.member("checksum", at: root).flatMap({ document.string(at: $0) })
        else { return nil }
        let parameters = document.member(Self.parametersFile, at: files).flatMap { document.string(at: $0) }
        self.init(
            version: number,
            fingerprint: fingerprint,
            definitionDigest: definition,
            parametersDigest: parameters
        )
        guard checksum == self.checksum else { return nil }
    }

    /// The name of the file that holds the definition.
    public static var definitionFile: String { "definition.json" }

    /// The name of the file that holds the parameters, where they are stored.
    public static var parametersFile: String { "parameters.safetensors" }

    /// The record as a file.
    public var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("version")
        writer.value(version)
        writer.key("fingerprint")
        writer.value(fingerprint)
        writer.key("files")
        writer.beginObject()
        writer.key(Self.definitionFile)
        writer.value(definitionDigest)
        if let parametersDigest {
            writer.key(Self.parametersFile)
            writer.value(parametersDigest)
        }
        writer.endObject()
        writer.key("checksum")
        writer.value(checksum)
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// Over the other members, each on a line.
    private var checksum: String {
        var digest = SHA256()
        let lines = ["\(version)", fingerprint, definitionDigest, parametersDigest ?? ""]
        digest.update(Array(lines.joined(separator: "\n").utf8))
        return digest.hexDigest()
    }
}

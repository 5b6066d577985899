internal import Digests
public import NeuralNetwork

extension DefinitionJSON {
    /// The fingerprint of a definition: what is equal has equal ones.
    ///
    /// - Returns: `sha256:` and the digest, in 64 hexadecimal digits, of the canonical definition in the form of
    ///   RFC 8785: no white space, members sorted by their UTF-16 code units, numbers as ECMAScript writes float64.
    /// - Note: That form writes -0 as `0`, so inline values that differ in the sign of a zero have equal fingerprints.
    public static func fingerprint(of definition: NetworkDefinition) -> String {
        var digest = CanonicalDigest()
        digest.add(JSONTree(definition))
        return "sha256:\(digest.hexDigest())"
    }
}

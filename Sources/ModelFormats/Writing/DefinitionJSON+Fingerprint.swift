internal import Digests
public import NeuralNetwork

extension DefinitionJSON {
    /// The fingerprint of a definition: what is equal has equal ones.
    ///
    /// - Returns: `sha256:` and the digest, in 64 hexadecimal digits, of the canonical definition in the form of
    ///   RFC 8785: no white space, members sorted by their UTF-16 code units, numbers as ECMAScript writes float64.
    /// - Note: That form writes -0 as `0`, so inline values that differ in the sign of a zero have equal fingerprints.
    ///   Where parameters are given, the digest goes on over their elements as little-endian float32, tensor by tensor.
    public static func fingerprint(of definition: NetworkDefinition, parameters: [ParameterTensor]? = nil) -> String {
        var digest = CanonicalDigest()
        digest.add(JSONTree(definition))
        for tensor in parameters ?? [] { digest.add(tensor.values) }
        return "sha256:\(digest.hexDigest())"
    }
}

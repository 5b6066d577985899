internal import Digests
public import NeuralNetwork

extension DefinitionJSON {
    /// The fingerprint of a definition: what is equal has equal ones.
    ///
    /// - Returns: `sha256:` and the digest, in 64 hexadecimal digits, of the canonical definition in the form of
    ///   RFC 8785: no white space, members sorted by their UTF-16 code units, numbers as ECMAScript writes float64.
    /// - Note: That form writes -0 as `0`, so inline values that differ in the sign of a zero have equal fingerprints.
    public static func fingerprint(of definition: NetworkDefinition) -> String {
        fingerprint(of: definition, parameters: nil)
    }

    /// The fingerprint of a network: what computes the same from the same definition has equal ones.
    ///
    /// - Parameters:
    ///   - definition: What the network was built from.
    ///   - parameters: Its parameters in the order of the plan, where they are not what the definition draws; else nil.
    /// - Returns: `sha256:` and the digest, in 64 hexadecimal digits, of the canonical definition in the form of RFC 8785
    ///   and, right after it, of the bytes of the parameters: float32, little-endian, row-major.
    /// - Note: -0 and +0 differ in their bytes, so such parameters have different fingerprints.
    public static func fingerprint(of definition: NetworkDefinition, parameters: [ParameterTensor]?) -> String {
        var digest = CanonicalDigest()
        digest.add(JSONTree(definition))
        for tensor in parameters ?? [] { digest.add(bytesOf: tensor.values) }
        return "sha256:\(digest.hexDigest())"
    }
}

/// What is tried with any bytes: by libFuzzer in Tests/Fuzz, and by FuzzTests with the inputs that were kept.
///
/// A broken promise stops the program, which is what a fuzzer looks for.
public enum FuzzTarget: String, CaseIterable, Sendable {
    case chunks = "FuzzChunks"
    case definition = "FuzzDefinition"
    case inflate = "FuzzInflate"
    case json = "FuzzJSON"
    case parameters = "FuzzParameters"
    case wire = "FuzzWire"

    /// Tries one input.
    public func run(_ input: Span<UInt8>) {
        switch self {
        case .chunks: Self.tryChunks(input)
        case .definition: Self.tryDefinition(input)
        case .inflate: Self.tryInflate(input)
        case .json: Self.tryJSON(input)
        case .parameters: Self.tryParameters(input)
        case .wire: Self.tryWire(input)
        }
    }

    /// Tries what a fuzzer lends for the time of a call of `LLVMFuzzerTestOneInput`, and returns what it has to.
    public func run(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        run(Span(_unsafeElements: UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)))
        return 0
    }
}

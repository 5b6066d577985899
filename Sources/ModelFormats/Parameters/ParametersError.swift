public import StrictJSON

/// Why a client's bytes are not the parameters of a network.
public enum ParametersError: Error, Sendable, Hashable {
    /// The body, or the header of a safetensors file, is no JSON text.
    ///
    /// The offset counts from the first byte of the body in either case.
    case syntax(JSONSyntaxError)

    /// Everything that is wrong with bytes that could be read so far.
    ///
    /// Pointers go into the body or, for a safetensors file, into the JSON text of its header.
    case problems(InputProblems)
}

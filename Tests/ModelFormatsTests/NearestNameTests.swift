import ModelFormats
import NeuralNetwork
import Testing

@Suite("Suggestions")
struct NearestNameTests {
    static let activations = Activation.Kind.allCases.map(\.rawValue)

    @Test(
        "A slip of the fingers finds the name that was meant",
        arguments: [
            ("rleu", "relu"), ("RELU", "relu"), ("LeakyReLU", "leaky_relu"), ("leaky-relu", "leaky_relu"),
            ("sigmod", "sigmoid"), ("tanhh", "tanh"), ("softmx", "softmax"), ("log softmax", "log_softmax"),
            ("hardtahn", "hardtanh"), ("soft", "softplus"), ("gleu", "gelu"),
        ]
    )
    func finds(misspelt: String, name: String) {
        #expect(nearestName(to: misspelt, among: Self.activations) == name)
    }

    @Test("What resembles nothing finds nothing", arguments: ["", "_", "q", "banana", "äöü", "quadratic"])
    func findsNothing(misspelt: String) {
        #expect(nearestName(to: misspelt, among: Self.activations) == nil)
    }

    @Test("Among names equally near the first wins")
    func firstWins() {
        #expect(nearestName(to: "b", among: ["ab", "cb"]) == "ab")
        #expect(nearestName(to: "b", among: ["cb", "ab"]) == "cb")
    }

    @Test("A name of a million letters is no slip")
    func long() {
        #expect(nearestName(to: String(repeating: "relu", count: 250_000), among: Self.activations) == nil)
    }
}

internal import Foundation
internal import Testing

@Suite("plot")
struct PlotTests {
    @Test("plot tanh prints the documentation's figure")
    func figure() throws {
        let outcome = try Program.run(["plot", "tanh"])
        let file = Program.repository("Sources/NeuralNetwork/NeuralNetwork.docc/Activations/tanh.svg")
        #expect(outcome.status == 0)
        #expect(outcome.error.isEmpty)
        #expect(try outcome.output == String(contentsOfFile: file, encoding: .utf8))
    }

    @Test("plot torch_default prints the documentation's figure, by layer and seed")
    func scheme() throws {
        let outcome = try Program.run([
            "plot", "torch_default", "--fan-in", "784", "--fan-out", "256", "--seed", "42",
        ])
        let file = Program.repository("Sources/NeuralNetwork/NeuralNetwork.docc/Initialisation/torch_default.svg")
        #expect(outcome.status == 0)
        #expect(try outcome.output == String(contentsOfFile: file, encoding: .utf8))
    }

    @Test("Parameters follow the name, and the range may be negative")
    func parameters() throws {
        let outcome = try Program.run([
            "plot", "leaky_relu", "negative_slope=-0.5", "--from", "-3", "--to", "-1e-1", "--points", "11",
        ])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("negative_slope = \u{2212}0.5"))
        #expect(outcome.output.contains("for x from \u{2212}3 to \u{2212}0.1"))
    }

    @Test(
        "A seed has the range of a definition's",
        arguments: [
            ("-1", "18446744073709551615"), ("-9223372036854775808", "9223372036854775808"),
            ("18446744073709551615", "18446744073709551615"), ("0", "0"),
        ]
    )
    func seeds(seed: String, says: String) throws {
        let outcome = try Program.run(["plot", "uniform", "--fan-in", "4", "--fan-out", "3", "--seed", seed])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("seed \(says);"))
    }

    @Test(
        "What cannot be plotted exits 1, and a command line that cannot be read exits 64",
        arguments: [
            (["tahn"], 1, "did you mean \"tanh\"?"), (["softmax"], 1, "single curve"), (["orthogonal"], 1, "density"),
            (["tanh", "slope=1"], 1, "unknown member \"slope\""), (["tanh", "--from", "7"], 1, "#/from"),
            (["normal", "mean=1", "std=1e-20", "--from", "0", "--to", "2"], 1, "no density that can be drawn"),
            (["normal", "--seed", "-9223372036854775809"], 64, "seed"), (["normal", "--seed", "1.5"], 64, "seed"),
            (["elu", "alpha"], 64, "name=value"), (["elu", "=1"], 64, "name=value"), ([], 64, "activation"),
        ] as [([String], Int32, String)]
    )
    func refusals(arguments: [String], status: Int32, says: String) throws {
        let outcome = try Program.run(["plot"] + arguments)
        #expect(outcome.status == status)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains(says))
    }
}

internal import TestSupport
internal import Testing

@Suite("evaluate and validate without a server")
struct CommandLineTests {
    static let iris = Program.repository("config/definitions/iris.json")
    static let rows = Program.repository("config/data/iris.csv")

    @Test("evaluate answers a CSV file as the server answers its rows")
    func evaluate() throws {
        let outcome = try Program.run([
            "evaluate", Self.iris, "--inputs", Self.rows, "--columns", "4", "--include", "outputs",
        ])
        #expect(outcome.status == 0)
        let served = try ServerProcess().post(
            "/v1/evaluate",
            Example.iris.request(rows: Example.iris.rows, include: "\"outputs\"")
        )
        #expect(served.status == 200)
        #expect(outcome.output == served.text + "\n")
    }

    @Test("evaluate gives the digests that a PyTorch script prints for the same seed, shapes and schemes")
    func digests() throws {
        let definition = #"{"layer_sizes": [784, 256, 128, 10], "weight_init": "kaiming_normal", "seed": 42}"#
        let outcome = try Program.run(["evaluate", "-", "--include", "digests"], input: definition)
        #expect(outcome.status == 0)
        let parameters = try GoldenValue(json: Array(outcome.output.utf8)).member("parameters").list
        let weights = try parameters.filter { try $0.member("name").string.hasSuffix(".weight") }
        // Printed by PyTorch 2.13 after torch.manual_seed(42), weight after weight by kaiming_normal_.
        #expect(
            try weights.map { try $0.member("sha256").string } == [
                "d1a74dc2109c7bf09a615cc9495638f01cb06fdd1f81febae342a0959ae578cd",
                "c34b34ca30c84fd06c2b45a6f63891eadea817504430995fec6819d0582115b3",
                "aae02e5c385f009a5fb7ee0637a9eecc74b291d8a374cac091294c2a467e7f7d",
            ]
        )
    }

    @Test("rows come from standard input, as JSON or CSV", arguments: ["[[5.1, 3.5, 1.4, 0.2]]", "5.1,3.5,1.4,0.2"])
    func rowsFromStandardInput(rows: String) throws {
        let outcome = try Program.run(["evaluate", Self.iris, "--inputs", "-", "--include", "outputs"], input: rows)
        #expect(outcome.status == 0)
        let outputs = try GoldenValue(json: Array(outcome.output.utf8)).member("outputs").list
        let expected = try Example.iris.golden.member("outputs").list
        #expect(outputs.count == 1)
        for (actual, expected) in zip(try outputs[0].list, try expected[0].list) {
            #expect(isClose(try actual.double, try expected.double, relative: 0, absolute: 1e-6))
        }
    }

    @Test("validate reads a definition from a file or from standard input, and prints JSON where it is piped")
    func validate() throws {
        let fromFile = try Program.run(["validate", Self.iris])
        #expect(fromFile.status == 0)
        let network = try GoldenValue(json: Array(fromFile.output.utf8)).member("network")
        #expect(try network.member("parameter_count").int == 131)
        let fromInput = try Program.run(["validate", "-"], input: try Example.iris.definition)
        #expect(fromInput.status == 0)
        #expect(fromInput.output == fromFile.output)
    }

    @Test("evaluate prints the script that the server answers with")
    func script() throws {
        let arguments = ["evaluate", Self.iris, "--inputs", Self.rows, "--columns", "4", "--pytorch"]
        let outcome = try Program.run(arguments)
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("\"\"\"A network of 2 layers and 131 parameters, made by PyTorch.\n"))
        #expect(outcome.output.hasSuffix("and the outputs of all 150 rows.\")\n"))
        #expect(try Program.run(arguments + ["--table"]).status == 64)
    }

    @Test("tables where they are asked for")
    func table() throws {
        let outcome = try Program.run(["validate", Self.iris, "--table"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("layers.1"))
        #expect(outcome.output.hasPrefix("{") == false)
    }

    @Test("an impossible definition exits 1, prints nothing, and names every mistake")
    func mistakes() throws {
        let definition = #"{"layer_sizes": [4, 0, 3], "activations": "reluu", "sed": 1}"#
        let outcome = try Program.run(["validate", "-"], input: definition)
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        for pointer in ["#/layer_sizes/1", "#/activations", "#/sed"] {
            #expect(outcome.error.contains(pointer))
        }
    }

    @Test("a file that is not there is named")
    func missingFile() throws {
        let outcome = try Program.run(["validate", "no-such-file.json"])
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.contains("no-such-file.json"))
    }
}

import ModelFormats
import NeuralNetwork
import Testing

@Suite("Parameters as query items")
struct QueryItemTests {
    private func problems(_ body: () throws -> Void) throws -> [String] {
        do {
            try body()
            return []
        } catch let problems as InputProblems {
            return problems.all.map { "\($0.pointer) \($0.detail)" }
        }
    }

    @Test("What is given is read and what is not has its default")
    func defaults() throws {
        #expect(
            try DefinitionJSON.readActivation(named: "softplus", parameters: [("threshold", "1e1")])
                == Activation(.softplus, [.number(1), .number(10)])
        )
        #expect(
            try DefinitionJSON.readActivation(named: "gelu", parameters: [("approximate", "tanh")])
                == Activation(.gelu, [.choice("tanh")])
        )
        #expect(
            try DefinitionJSON.readActivation(named: "prelu", parameters: [("init", "[0.5, 2]")])
                == Activation(.prelu, [.numbers([0.5, 2]), .count(2)])
        )
        #expect(
            try DefinitionJSON.readInitializer(
                named: "kaiming_normal",
                parameters: [("mode", "fan_out"), ("a", "0.5")]
            )
                == Initializer(.kaimingNormal, [.number(0.5), .choice("fan_out"), .choice("leaky_relu")])
        )
        #expect(
            try DefinitionJSON.readInitializer(named: "values", parameters: [("values", "[[1],[2]]")])
                == Initializer(.values, [.tensor(InlineTensor(shape: [2, 1], values: [1, 2]))])
        )
        #expect(try DefinitionJSON.readActivation(named: "relu", parameters: []) == .relu)
        #expect(try DefinitionJSON.readActivation(named: "reluu", parameters: []) == nil)
    }

    @Test("An alias has parameters already and takes none")
    func aliases() throws {
        #expect(try DefinitionJSON.readActivation(named: "swish", parameters: []) == Activation(.silu, []))
        let initializer = Initializer(
            .varianceScaling,
            [.number(1), .choice("fan_avg"), .choice("truncated_normal")]
        )
        #expect(try DefinitionJSON.readInitializer(named: "glorot_normal", parameters: []) == initializer)
        let found = try problems {
            _ = try DefinitionJSON.readInitializer(named: "he_uniform", parameters: [("scale", "3")])
        }
        #expect(found == [##"#/scale unknown member "scale"; none is expected here"##])
    }

    @Test("All mistakes are named at once, by the name of the item")
    func mistakes() throws {
        let found = try problems {
            _ = try DefinitionJSON.readActivation(
                named: "softplus",
                parameters: [("betta", "1"), ("beta", "-1"), ("threshold", "ten"), ("beta", "1")]
            )
        }
        #expect(
            found == [
                ##"#/beta "beta" is given twice"##,
                ##"#/betta unknown member "betta"; did you mean "beta"?"##,
                "#/threshold expected a number, found a string",
                "#/beta must be greater than 0, found -1",
            ]
        )
    }

    @Test("What must be given is missed")
    func missing() throws {
        let found = try problems { _ = try DefinitionJSON.readInitializer(named: "constant", parameters: []) }
        #expect(found == [##"# missing member "val""##])
    }

    @Test(
        "Text that would end the JSON around it stays text",
        arguments: ["1}", "1, \"beta\": 2", "\"", "", "NaN", "[1"]
    )
    func injection(text: String) throws {
        let found = try problems {
            _ = try DefinitionJSON.readActivation(named: "softplus", parameters: [("threshold", text)])
        }
        #expect(found == ["#/threshold expected a number, found a string"])
    }

    @Test("An impossible interval is named as a whole")
    func interval() throws {
        let found = try problems {
            _ = try DefinitionJSON.readInitializer(named: "uniform", parameters: [("a", "2")])
        }
        #expect(found == ["# the lower bound 2 is above the upper bound 1; swap or change them"])
    }
}

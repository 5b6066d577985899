import ModelFormats
import NeuralNetwork
import Testing

/// The expected values come from `Tests/Schema/fingerprint.py`, which shares no code with the sources.
@Suite("Fingerprints")
struct FingerprintTests {
    @Test("The README's network has the fingerprint that an independent program computes")
    func plain() throws {
        let json =
            #"{"layer_sizes": [4, 16, 3], "activations": ["relu", "softmax"], "weight_init": "kaiming_normal", "#
            + #""seed": 42}"#
        #expect(
            DefinitionJSON.fingerprint(of: try readPlan(json).definition)
                == "sha256:e5799f96ae4eed72d6fa6d8ff7b2a3b4233cd2d7551b1eae4f993290462a43c4"
        )
    }

    @Test("Numbers of all sizes, escapes and foreign letters are digested as RFC 8785 says")
    func peculiar() throws {
        let json = #"""
            {"input_size": 2, "seed": 9007199254740992, "input_name": "ein\"gang\n\u0001", "output_name": "größe 😀",
             "labels": ["a\\b", "\u2028\u007f"], "layers": [{"units": 2,
              "activation": {"type": "hardtanh", "min_val": -1e30, "max_val": 1e-7},
              "weight_init": {"scheme": "values", "values": [[0.1, 1.1754944e-38], [123456790000, 3.4028235e38]]},
              "bias_init": {"scheme": "uniform", "a": 0.000001, "b": 123456.75}}]}
            """#
        #expect(
            DefinitionJSON.fingerprint(of: try readPlan(json).definition)
                == "sha256:e269c6041858f2a605774705293a04726dde4862ea833baaff85141f4f16df1b"
        )
    }

    @Test("Values that fill many pieces are digested as a whole")
    func large() throws {
        // 40,000 numbers, 200 KB of text; each column counts up, so that a lost or doubled piece shows.
        let values = (0..<40_000).map { Float($0) + 0.5 }
        let fingerprint = { (values: [Float]) in
            DefinitionJSON.fingerprint(
                of: NetworkDefinition(
                    inputSize: 200,
                    layers: [
                        LayerDefinition(
                            units: 200,
                            activation: .identity,
                            weightInitializer: Initializer(
                                .values,
                                [.tensor(InlineTensor(shape: [200, 200], values: values))]
                            )
                        )
                    ]
                )
            )
        }
        #expect(fingerprint(values) == "sha256:ab79c3e41babab174d30a157db5e014007c329c506e644b8fc9788512127d3f2")
    }

    @Test("Two spellings of one definition have one fingerprint, another definition another one")
    func equality() throws {
        let fingerprints = try [
            #"{"layer_sizes": [2, 1], "activations": ["swish"]}"#,
            #"{"layers": [{"activation": {"type": "silu"}, "units": 1e0}], "input_size": 2.0, "seed": "0"}"#,
            #"{"layer_sizes": [2, 1], "activations": ["swish"], "seed": 1}"#,
            #"{"layer_sizes": [2, 1], "activations": ["swish"], "bias": false}"#,
        ].map { DefinitionJSON.fingerprint(of: try readPlan($0).definition) }
        #expect(fingerprints[0] == fingerprints[1])
        #expect(Set(fingerprints).count == 3)
    }

    @Test("Stored parameters are digested after the definition, as an independent program does")
    func parameters() throws {
        let plan = try readPlan(#"{"layer_sizes": [2, 1], "activations": ["relu"], "bias": false}"#)
        let fingerprint = { (values: [Float]) in
            let tensors = plan.tensors.compactMap { ParameterTensor(plan: $0, values: values) }
            return DefinitionJSON.fingerprint(of: plan.definition, parameters: tensors)
        }
        #expect(fingerprint([0.5, 0]) == "sha256:2e276b2d5ed4001ea3f696b100bb5a384ec92ba3e7cbd352694433fec93590cb")
        #expect(fingerprint([0.5, -0.0]) == "sha256:a32ca1e3ec2273c07a344198b473f5afc367aa52ab87c377d1d23ec120ee992f")
        let alone = DefinitionJSON.fingerprint(of: plan.definition)
        #expect(DefinitionJSON.fingerprint(of: plan.definition, parameters: nil) == alone)
        #expect(alone == "sha256:4de950b4ee5ae794c33f33c4940693e58bae6fff8e7476b546d6197946bde15a")
    }
}

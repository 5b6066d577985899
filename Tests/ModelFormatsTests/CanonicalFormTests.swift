import ModelFormats
import NeuralNetwork
import StrictJSON
import TestSupport
import Testing

@Suite("The canonical form")
struct CanonicalFormTests {
    static let iris =
        #"{"layer_sizes": [4, 16, 3], "activations": ["relu", "softmax"], "weight_init": "kaiming_normal", "seed": 42}"#

    @Test("A short definition is written out in full")
    func writtenOut() throws {
        let kaiming = #"{"scheme":"kaiming_normal","a":0,"mode":"fan_in","nonlinearity":"leaky_relu"}"#
        #expect(
            canonical(try readPlan(Self.iris).definition)
                == #"{"seed":42,"init_order":"direct","input_size":4,"input_name":"input","output_name":"output","#
                + #""layers":[{"units":16,"activation":{"type":"relu"},"weight_init":\#(kaiming),"#
                + #""bias":true,"bias_init":{"scheme":"zeros"}},"#
                + #"{"units":3,"activation":{"type":"softmax"},"weight_init":\#(kaiming),"#
                + #""bias":true,"bias_init":{"scheme":"zeros"}}]}"#
        )
    }

    @Test("Aliases are replaced, float32 values shortest, labels last and a bias that is not there is not described")
    func details() throws {
        let json = """
            {"input_size": 1, "bias": false, "bias_init": "ones", "seed": 9007199254740992, "labels": ["a"], "layers": [
              {"units": 2, "activation": {"type": "prelu", "init": [0.1000000001, 1e-7]},
               "weight_init": {"scheme": "values", "values": [[0.1000000001], [-0.0]]}},
              {"units": 1, "activation": "swish", "weight_init": {"scheme": "constant", "val": 0.1000000001}}]}
            """
        #expect(
            canonical(try readPlan(json).definition)
                == #"{"seed":"9007199254740992","init_order":"direct","input_size":1,"input_name":"input","#
                + #""output_name":"output","layers":[{"units":2,"#
                + #""activation":{"type":"prelu","init":[0.1,1e-7],"num_parameters":2},"#
                + #""weight_init":{"scheme":"values","values":[[0.1],[-0.0]]},"bias":false},"#
                + #"{"units":1,"activation":{"type":"silu"},"#
                + #""weight_init":{"scheme":"constant","val":0.1000000001},"bias":false}],"labels":["a"]}"#
        )
    }

    @Test("One slope for all is rounded to float32")
    func slope() throws {
        let json = #"{"layer_sizes": [1, 1], "activations": [{"type": "prelu", "init": 0.1000000001}]}"#
        let definition = try readPlan(json).definition
        #expect(canonical(definition).contains(#"{"type":"prelu","init":0.1,"num_parameters":1}"#))
        #expect(try readPlan(canonical(definition)).definition == definition)
    }

    @Test("Read back, it gives the same definition and the same text")
    func roundTrip() throws {
        var random = SeededRandom(seed: 1)
        for _ in 0..<1000 {
            let definition = randomDefinition(using: &random)
            let text = canonical(definition)
            let read = try readPlan(text).definition
            #expect(read == definition, "\(text)")
            // Equality takes -0 for 0; the text does not.
            #expect(canonical(read) == text)
            #expect(DefinitionJSON.fingerprint(of: read) == DefinitionJSON.fingerprint(of: definition))
        }
    }

    @Test(
        "A seed is a number as long as all clients read it exactly",
        arguments: [(0, "0"), (1 << 53 - 1, "9007199254740991"), (1 << 53, #""9007199254740992""#)]
            as [(UInt64, String)]
    )
    func seed(seed: UInt64, text: String) {
        var writer = JSONWriter()
        DefinitionJSON.writeSeed(seed, to: &writer)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }

    @Test("An initialiser's members go into an object that is open")
    func members() throws {
        var writer = JSONWriter()
        writer.beginObject()
        DefinitionJSON.writeMembers(of: Initializer(.uniform, [.number(-1), .number(0.5)]), to: &writer)
        writer.key("gain")
        writer.null()
        writer.endObject()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"scheme":"uniform","a":-1,"b":0.5,"gain":null}"#)
    }
}

import ModelFormats
import NeuralNetwork
import Testing

@Suite("The form of parameters, by their content")
struct ParameterFormatTests {
    private func format(_ bytes: [UInt8]) -> ParameterFormat { ParameterFormat(ofContent: bytes.span) }

    @Test(
        "An object is JSON, after white space too",
        arguments: ["{}", "{", " \t\r\n{\"a\":1}", "            {}", "{\"12345\":{"]
    )
    func json(text: String) {
        #expect(format(Array(text.utf8)) == .json)
    }

    @Test("Anything else is safetensors", arguments: ["", " ", "[]", "7", "\u{FEFF}{}", "hello {}"])
    func others(text: String) {
        #expect(format(Array(text.utf8)) == .safetensors)
    }

    @Test("A file is safetensors whatever the low bytes of its length look like")
    func lengths() {
        let looks: [UInt8] = [0x09, 0x0A, 0x0D, 0x20, 0x7B, 0x00, 0x41]
        for first in looks {
            for second in looks {
                for third in looks {
                    for fourth in looks {
                        let file = [first, second, third, fourth, 0, 0, 0, 0] + Array("{\"layers\":{}}".utf8)
                        if format(file) != .safetensors { Issue.record("\(file)") }
                    }
                }
            }
        }
    }

    @Test("A header of 123 bytes, which makes the file begin with a brace, is read")
    func brace() throws {
        let plan = try readPlan(#"{"input_size": 1, "layers": [{"units": 1, "bias": false}]}"#)
        let header = #"{"layers.0.weight":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}"#
        let file = safetensors(header + String(repeating: " ", count: 123 - header.utf8.count), data: [0, 0, 128, 63])
        #expect(file[0] == UInt8(ascii: "{") && file[8] == UInt8(ascii: "{"))
        #expect(format(file) == .safetensors)
        #expect(try format(file).read(file.span, for: plan).map(\.values) == [[1]])
    }
}

import Foundation
import ModelFormats
import NeuralNetwork
import StrictJSON
import TestSupport
import Testing

/// The files come from the reference library, by `Fixtures/fixtures.py`.
@Suite("Parameters as safetensors")
struct SafetensorsTests {
    static let fixtures = ["f32", "f64", "f16", "bf16"]

    @Test("The reference library's files are read, bit for bit, in the plan's order", arguments: fixtures)
    func reading(name: String) throws {
        let plan = try fixturePlan()
        let file = try fixture("\(name).safetensors")
        let expected = try JSONDecoder().decode(
            [String: [String: [UInt32]]].self,
            from: Data(try fixture("expected.json"))
        )
        // At every alignment, and at the end of what may be read.
        for count in 0..<8 {
            let parameters = try GuardedBytes(Array(repeating: 0, count: 9) + file + Array(repeating: 0, count: count))
                .withSpan { try Safetensors.read($0.extracting(9..<9 + file.count), for: plan) }
            #expect(parameters.map(\.plan) == plan.tensors)
            #expect(bits(parameters) == expected[name])
        }
    }

    @Test("What is written is what the reference library reads, byte for byte, whole or in pieces")
    func writing() throws {
        let plan = try fixturePlan()
        let file = try fixture("written.safetensors")
        let parameters = try Safetensors.read(file.span, for: plan)
        #expect(Safetensors.bytes(of: parameters) == file)
        #expect(Safetensors.byteCount(of: plan.tensors) == file.count)
        #expect(Safetensors.beginning(of: plan.tensors).count % 8 == 0)
        var pieces: [Int] = []
        Safetensors.write(parameters) { pieces.append($0.byteCount) }
        #expect(pieces == [file.count - 18 * 4, 24, 12, 12, 24])
    }

    @Test("Random parameters survive a round trip", arguments: 0..<20)
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let sizes = (0..<4).map { _ in Int.random(in: 1...40, using: &random) }
        let plan = try readPlan(#"{"layer_sizes": \#(sizes), "activations": "prelu", "seed": \#(seed)}"#)
        let network = Network(plan)
        let read = try Safetensors.read(Safetensors.bytes(of: network.parameters).span, for: plan)
        #expect(bits(read) == bits(network.parameters))
        // Built again from its parameters, the network computes the same.
        let inputs = Matrix(rows: 2, columns: sizes[0], values: (0..<2 * sizes[0]).map { Float($0) / 8 - 1 })
        #expect(Network(plan, parameters: read).forward(inputs) == network.forward(inputs))
    }

    @Test("Every beginning of a file is refused", arguments: fixtures)
    func truncations(name: String) throws {
        let plan = try fixturePlan()
        let file = try fixture("\(name).safetensors")
        for length in 0..<file.count {
            #expect(!problems(Array(file[..<length]), .safetensors, for: plan).isEmpty, "cut to \(length)")
        }
        #expect(!problems(file + [0], .safetensors, for: plan).isEmpty)
    }

    @Test("Every change of one byte is refused or gives parameters", arguments: fixtures)
    func mutations(name: String) throws {
        let plan = try fixturePlan()
        let file = try fixture("\(name).safetensors")
        let guarded = GuardedBytes(capacity: file.count)
        var accepted = 0
        var refused = 0
        for index in file.indices {
            for change in [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF] as [UInt8] {
                var bytes = file
                bytes[index] ^= change
                guarded.place(bytes)
                guarded.withSpan { span in
                    do throws(ParametersError) {
                        let parameters = try Safetensors.read(span, for: plan)
                        accepted += 1
                        let isValid = parameters.elementsEqual(plan.tensors) { tensor, plan in
                            tensor.plan == plan && tensor.values.count == plan.count
                                && tensor.values.allSatisfy { $0.isFinite }
                        }
                        if !isValid { Issue.record("byte \(index) changed by \(change)") }
                    } catch {
                        refused += 1
                    }
                }
            }
        }
        // Neither path goes untried: data may change, the header hardly.
        #expect(accepted > 100 && refused > 1000, "\(accepted) and \(refused)")
    }

    @Test("An element that is not finite in float32 is named")
    func nonFinite() throws {
        let plan = try readPlan(#"{"input_size": 2, "layers": [{"units": 2, "bias": false}]}"#)
        let file = { (type: String, elements: [UInt8]) in
            safetensors(
                #"{"layers.0.weight":{"dtype":"\#(type)","shape":[2,2],"data_offsets":[0,\#(elements.count)]}}"#,
                data: elements
            )
        }
        func bytes<Bits: FixedWidthInteger>(_ elements: [Bits]) -> [UInt8] {
            elements.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) }
        }
        let expected = { (place: String, found: String) in
            ["#/layers.0.weight the element \(place) of \"layers.0.weight\" must be finite, found \(found)"]
        }
        let singles: [Float] = [1, 2, .nan, 3]
        #expect(
            problems(file("F32", bytes(singles.map(\.bitPattern))), .safetensors, for: plan)
                == expected("[1, 0]", "NaN")
        )
        // The least float64 that rounds to infinity, and the largest that does not.
        let edge = 3.4028235677973366e38
        let doubles: [Double] = [0, -edge, 1, 2]
        #expect(
            problems(file("F64", bytes(doubles.map(\.bitPattern))), .safetensors, for: plan)
                == expected("[0, 1]", "-Infinity in float32")
        )
        let below = doubles.map { $0 == -edge ? -edge.nextDown : $0 }
        #expect(problems(file("F64", bytes(below.map(\.bitPattern))), .safetensors, for: plan) == [])
        #expect(
            problems(file("F16", bytes([0, 0, 0, 0x7C00] as [UInt16])), .safetensors, for: plan)
                == expected("[1, 1]", "Infinity in float32")
        )
        #expect(
            problems(file("BF16", bytes([0x7FC0, 0, 0, 0] as [UInt16])), .safetensors, for: plan)
                == expected("[0, 0]", "NaN")
        )
    }
}

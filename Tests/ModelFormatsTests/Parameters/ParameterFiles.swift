import Foundation
import ModelFormats
import NeuralNetwork
import StrictJSON
import TestSupport

/// The network that the fixtures hold the parameters of.
func fixturePlan() throws -> NetworkPlan {
    try readPlan(
        #"""
        {"input_size": 2, "layers": [{"units": 3, "activation": {"type": "prelu", "init": [1, 2, 3]}},
         {"units": 2, "bias": false}]}
        """#
    )
}

/// A file of the fixtures.
func fixture(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return Array(try Data(contentsOf: folder.appending(path: "Fixtures/\(name)")))
}

/// A safetensors file of a header and data.
func safetensors(_ header: String, data: [UInt8] = []) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + Array(header.utf8) + data
}

/// The bits of parameters by name.
func bits(_ parameters: [ParameterTensor]) -> [String: [UInt32]] {
    Dictionary(uniqueKeysWithValues: parameters.map { ($0.plan.name, $0.values.map(\.bitPattern)) })
}

/// What is wrong with bytes as parameters: `pointer detail` each, or nothing.
func problems(_ bytes: [UInt8], _ format: ParameterFormat, for plan: NetworkPlan) -> [String] {
    // A read past the end would be a crash.
    GuardedBytes(bytes).withSpan { span in
        do throws(ParametersError) {
            _ = try format.read(span, for: plan)
            return []
        } catch {
            switch error {
            case .syntax(let error): return ["syntax \(error.reason) at \(error.offset)"]
            case .problems(let problems): return problems.all.map { "\($0.pointer) \($0.detail)" }
            }
        }
    }
}

import TestSupport
import Testing

@testable import NeuralNetwork

/// Every case of every golden file, counted.
@Suite("The golden files")
struct GoldenFilesTests {
    /// A file, and what its cases are compared by.
    struct Comparison: Sendable, CustomTestStringConvertible {
        let file: GoldenVectors
        /// How many cases the file has, so that none goes missing.
        let count: Int
        /// The first difference of a case; nil if there is none.
        let mismatch: @Sendable (GoldenCase) throws -> String?
        var testDescription: String { file.rawValue }
    }

    static let comparisons = [
        Comparison(file: .uniform, count: 269) { try MersenneTwister.mismatch(in: $0) },
        Comparison(file: .normal, count: 313) { try MersenneTwister.mismatch(in: $0) },
        Comparison(file: .inits, count: 1070) { try Initializer.mismatch(in: $0) },
        Comparison(file: .linearDefault, count: 63) {
            try NetworkDefinition.linearStack(of: $0).parameterMismatch(in: $0)
        },
        Comparison(file: .activations, count: 53) { try $0.activationMismatch() },
        Comparison(file: .networks, count: 23) { golden in
            try golden.member("definition").definition.parameterMismatch(in: golden)
                ?? GoldenNetwork.mismatch(in: golden)
        },
        Comparison(file: .statistics, count: 17) { try TensorStatistics.mismatch(in: $0) },
    ]

    @Test("Every case of a file is matched", arguments: comparisons)
    func comparison(_ comparison: Comparison) throws {
        let cases = try comparison.file.cases()
        let mismatches = try cases.compactMap(comparison.mismatch)
        print("\(comparison.file.rawValue).json: \(cases.count - mismatches.count) of \(cases.count) cases match")
        #expect(mismatches.isEmpty)
        #expect(cases.count == comparison.count)
    }
}

internal import Foundation

extension GoldenValue {
    /// Reads a JSON text, with a reader that is not the product's.
    public init(json bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(GoldenValue.self, from: Data(bytes))
    }
}

import Foundation
import HTTPServer
import Testing

/// The content of an answer as Foundation reads it: a second opinion on our own writer.
func object(_ content: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(content)) as? [String: Any])
}

/// The content of an answer as text.
func text(_ content: [UInt8]) -> String { String(decoding: content, as: UTF8.self) }

extension Response {
    /// The value of a field.
    func field(_ name: String) -> String? { fields.first { "\($0.name)" == name }?.value }
}

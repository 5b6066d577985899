import Testing

@testable import HTTPWire

@Suite("The classes of bytes")
struct ByteClassesTests {
    @Test("hold what the grammar lists", arguments: UInt8.min...UInt8.max)
    func classes(_ byte: UInt8) {
        let alphanumerics = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        // RFC 9110 section 5.6.2; RFC 3986 sections 2.2 and 2.3.
        #expect(byte.isTokenByte == (alphanumerics + "!#$%&'*+-.^_`|~").utf8.contains(byte))
        #expect(byte.isNameByte == (alphanumerics + "-._~!$&'()*+,;=").utf8.contains(byte))
        #expect(byte.isVisible == (0x21...0x7E).contains(byte))
        #expect(byte.isDigit == "0123456789".utf8.contains(byte))
        #expect(byte.isWhitespace == " \t".utf8.contains(byte))
        let value = byte < 0x80 ? Character(Unicode.Scalar(byte)).hexDigitValue : nil
        #expect(byte.hexadecimalValue.map(Int.init) == value)
        let lowercase = byte < 0x80 ? Character(Unicode.Scalar(byte)).lowercased().utf8.first : byte
        #expect(byte.lowercased == lowercase)
    }

    @Test("are searched for eight bytes at a time as for one", arguments: UInt8.min...UInt8.max)
    func search(_ byte: UInt8) {
        let isForbidden = (byte < 0x20 && byte != 0x09) || byte == 0x7F
        // Neighbours that a carry between lanes would change.
        for neighbour: UInt8 in [0x09, 0x20, 0x61, 0x7E, 0x80, 0xFF] {
            for length in 1...17 {
                for place in 0..<length {
                    var bytes = [UInt8](repeating: neighbour, count: length)
                    bytes[place] = byte
                    let found = bytes.firstForbiddenControl(from: 0, to: length)
                    if found != (isForbidden ? place : length) {
                        Issue.record("\(byte) at \(place) of \(length) among \(neighbour): \(found)")
                        return
                    }
                }
            }
        }
    }

    @Test("are not searched for outside the range")
    func range() {
        let bytes: [UInt8] = [0, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0]
        #expect(bytes.firstForbiddenControl(from: 1, to: 11) == 11)
        #expect(bytes.firstForbiddenControl(from: 1, to: 12) == 11)
        #expect(bytes.firstForbiddenControl(from: 12, to: 12) == 12)
    }
}

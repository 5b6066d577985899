internal import StrictJSON

extension Subject {
    /// How long it takes to read and to write arrays of numbers.
    static let numbers = Subject(
        name: "numbers",
        about: """
            Reading \(count) decimals of a JSON array into float32, and writing as many float32 numbers as JSON; the peer
            is simdjson, and std::to_chars for writing. Texts of writers may differ, so only what is read is compared.
            """
    ) { peers in
        let peer = try peers.numbers?()
        let reading = [4, 8, 15, 17].map { places in
            let text = document(places: places)
            let ours = Contestant.ours(
                prepare: { text },
                checksum: { checksum(of: $0 ?? []) },
                work: { text -> [Float]? in
                    var reader = PlainJSONReader(text.span)
                    return reader.numbers(count: count)
                }
            )
            return numberCase("read \(places)", bytes: text.count / count, ours, peer)
        }
        let writing = ["write unit", "write any"].map { name in
            let values = values(areAny: name == "write any")
            let ours = Contestant.ours(
                prepare: { values },
                checksum: { (_: [UInt8]) in 0 },
                work: { values -> [UInt8] in
                    var writer = JSONWriter()
                    writer.value(values[...])
                    return writer.bytes
                }
            )
            return numberCase(name, bytes: nil, ours, peer)
        }
        return reading + writing
    }

    /// 64 rows of 784.
    private static let count = 50_176

    private static func numberCase(_ name: String, bytes: Int?, _ ours: Contestant, _ peer: PeerProcess?) -> Case {
        Case(
            name: name,
            item: "number",
            items: count,
            bytesPerItem: bytes,
            contestants: [ours] + (peer.map { [$0.contestant(in: name)] } ?? [])
        )
    }

    /// A word of the generator splitmix64 (Steele, Lea and Flood 2014).
    private static func word(_ index: Int) -> UInt64 {
        var z = UInt64(index + 1) &* 0x9e37_79b9_7f4a_7c15
        z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
        return z ^ z >> 31
    }

    private static func document(places: Int) -> [UInt8] {
        let bound = (0..<places).reduce(UInt64(1)) { product, _ in product * 10 }
        let numbers = (0..<count).map { index in
            let digits = String(word(index) % bound)
            return "0." + String(repeating: "0", count: places - digits.count) + digits
        }
        return Array("[\(numbers.joined(separator: ", "))]".utf8)
    }

    /// Numbers in [0, 1), or of any finite bits.
    private static func values(areAny: Bool) -> [Float] {
        (0..<count).map { index in
            guard areAny else { return Float(word(index) >> 40) * 0x1p-24 }
            let bits = UInt32(word(index) >> 32)
            return Float(bitPattern: bits & 0x7f80_0000 == 0x7f80_0000 ? bits ^ 0x4000_0000 : bits)
        }
    }

    private static func checksum(of values: [Float]) -> UInt64 {
        var sum: UInt64 = 0
        for (index, value) in values.enumerated() {
            sum &+= UInt64(value.bitPattern) &* UInt64(truncatingIfNeeded: 2 * index + 1)
        }
        return sum
    }
}

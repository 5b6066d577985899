extension Span<UInt8> {
    /// The index of the first control byte other than a tab, or `end`.
    ///
    /// Eight bytes at a time: SWAR, because two SIMD masks joined in Swift fall into an unspecialised generic.
    func firstForbiddenControl(from start: Int, to end: Int) -> Int {
        let raw = self.bytes
        var index = start
        while index &+ 8 <= end {
            let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            let low = word & 0x7F7F_7F7F_7F7F_7F7F
            // Bit 7 of a lane of the first sum says that its byte is 0x20 or more, of the second that it is 0x7F; no
            // sum carries into its neighbour.
            let atLeastSpace = low &+ 0x6060_6060_6060_6060
            let isDelete = low &+ 0x0101_0101_0101_0101
            var marks = (~atLeastSpace | isDelete) & ~word & 0x8080_8080_8080_8080
            while marks != 0 {
                let found = index &+ marks.trailingZeroBitCount &>> 3
                if self[found] != Byte.tab { return found }
                marks &= marks &- 1
            }
            index &+= 8
        }
        while index < end, !self[index].isForbiddenControl { index &+= 1 }
        return index
    }

    /// Whether a range equals a name in lower case, whatever the case of its letters.
    func matches(_ name: StaticString, in range: Range<Int>) -> Bool {
        range.count == name.utf8CodeUnitCount
            && name.withUTF8Buffer { name in
                var index = range.lowerBound
                for byte in name {
                    if self[index].lowercased != byte { return false }
                    index &+= 1
                }
                return true
            }
    }

    /// The range without the white space at its ends (OWS, RFC 9110 section 5.6.3).
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, self[start].isWhitespace { start &+= 1 }
        while start < end, self[end &- 1].isWhitespace { end &-= 1 }
        return start..<end
    }

    /// The element of a comma-separated list that begins at `start`, without white space around it; it may be empty.
    ///
    /// `start` moves past the comma that ends the element, or past the end of the list.
    func nextListElement(from start: inout Int, to end: Int) -> Range<Int>? {
        guard start <= end else { return nil }
        var comma = start
        while comma < end, self[comma] != Byte.comma { comma &+= 1 }
        defer { start = comma &+ 1 }
        return trimmed(start..<comma)
    }
}

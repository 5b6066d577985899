/// Numbers and literals, and what stands in their place.
extension JSONValidator {
    /// The longest number, in bytes, that is read.
    ///
    /// A reader that rounds correctly may have to look at every digit, in places that cost more than looking.
    static var numberLengthLimit: Int { 4096 }

    @inline(never)
    mutating func fail(_ reason: JSONSyntaxError.Reason, _ place: BytePointer) -> BytePointer? {
        failure = (reason, place)
        return nil
    }

    @inline(never)
    mutating func failUnexpected(_ place: BytePointer) -> BytePointer? {
        place < bytes.end ? fail(.unexpectedByte(place.pointee), place) : fail(.unexpectedEnd, bytes.end)
    }

    mutating func number(_ start: BytePointer) -> BytePointer? {
        let end = bytes.end
        var pointer = start
        if pointer.pointee == Byte.minus { pointer += 1 }

        guard pointer < end, pointer.pointee.isDigit else { return failNumber(start, at: pointer) }
        pointer = pointer.pointee == Byte.zero ? pointer + 1 : bytes.skipDigits(pointer)
        if pointer < end, pointer.pointee == Byte.point {
            let fraction = pointer + 1
            pointer = bytes.skipDigits(fraction)
            guard pointer > fraction else { return failNumber(start, at: pointer) }
        }
        if pointer < end, pointer.pointee | 0x20 == Byte.e {
            pointer += 1
            if pointer < end, pointer.pointee == Byte.plus || pointer.pointee == Byte.minus { pointer += 1 }
            let exponent = pointer
            pointer = bytes.skipDigits(exponent)
            guard pointer > exponent else { return failNumber(start, at: pointer) }
        }
        if pointer < end, pointer.pointee.continuesANumber { return fail(.malformedNumber, pointer) }
        guard pointer - start <= Self.numberLengthLimit else {
            return fail(.numberTooLong(limit: Self.numberLengthLimit), start)
        }
        return pointer
    }

    /// Refuses a number that lacks a digit at `place`.
    private mutating func failNumber(_ start: BytePointer, at place: BytePointer) -> BytePointer? {
        if isNonFiniteToken(start) { return fail(.nonFiniteToken, start) }
        return place < bytes.end ? fail(.malformedNumber, place) : fail(.unexpectedEnd, place)
    }

    mutating func literal(_ text: StaticString, _ start: BytePointer) -> BytePointer? {
        for index in 0..<text.utf8CodeUnitCount {
            let place = start + index
            guard place < bytes.end, place.pointee == text.utf8Start[index] else {
                return isNonFiniteToken(start) ? fail(.nonFiniteToken, start) : failUnexpected(place)
            }
        }
        return start + text.utf8CodeUnitCount
    }

    /// Refuses a byte that begins no value, by the name of what it was probably meant to begin.
    mutating func failNoValue(_ place: BytePointer) -> BytePointer? {
        if isNonFiniteToken(place) { return fail(.nonFiniteToken, place) }
        let byte = place.pointee
        return byte == Byte.plus || byte == Byte.point ? fail(.malformedNumber, place) : failUnexpected(place)
    }

    /// Whether a word begins here that stands for no finite number somewhere else.
    private func isNonFiniteToken(_ start: BytePointer) -> Bool {
        var pointer = start
        if pointer.pointee == Byte.minus || pointer.pointee == Byte.plus { pointer += 1 }
        var word = ""
        while pointer < bytes.end, pointer.pointee.isLetter, word.utf8.count <= 8 {
            word.unicodeScalars.append(Unicode.Scalar(pointer.pointee | 0x20))
            pointer += 1
        }
        return word == "nan" || word == "inf" || word == "infinity"
    }
}

extension UInt8 {
    /// Whether the byte, right after a number, shows that the number was meant to go on.
    @inline(__always)
    fileprivate var continuesANumber: Bool {
        // What may follow is white space, a comma, a bracket or a brace: none of them passes the first test.
        self >= Byte.plus && self != Byte.comma
            && (isDigit || isLetter || self == Byte.plus || self == Byte.minus || self == Byte.point)
    }
}

/// Float32 numbers in arrays of any nesting, as they stood in a document.
public struct JSONNumbers: Sendable, Hashable {
    /// What is wrong with a value.
    public enum Problem: Sendable, Hashable {
        /// The value is no array.
        case notAnArray(JSONDocument.Kind)
        /// What stands in the place of a number, counted from 0.
        case notANumber(index: Int, JSONDocument.Kind)
        /// A number that overflows float32, counted from 0.
        case beyondFloat32(index: Int)
    }

    /// The numbers in the order of the document; not all of them if there were more than the limit.
    public internal(set) var values: [Float] = []
    /// The number of numbers in the document up to the first problem, stored or not.
    public internal(set) var count = 0
    /// The first thing that is wrong; reading ends there.
    public internal(set) var problem: Problem?
}

extension JSONDocument {
    /// Reads all numbers of the array at a place as float32, however arrays nest in it.
    ///
    /// - Parameters:
    ///   - place: An array of numbers and such arrays.
    ///   - valueLimit: The most numbers to store; reading goes on and counts, but stores no more.
    /// - Returns: The numbers, and the first thing that is wrong with them.
    public func numbers(at place: Place, valueLimit: Int = .max) -> JSONNumbers {
        let numbers = withBytes(at: place) { bytes, value -> JSONNumbers? in
            let kind = bytes.kind(value)
            guard kind == .array else { return JSONNumbers(problem: .notAnArray(kind)) }
            return bytes.numbers(value, valueLimit: valueLimit)
        }
        return numbers ?? JSONNumbers(problem: .notAnArray(.null))
    }
}

extension JSONBytes {
    /// The numbers of the array that begins at `open`, in one pass over a document that was checked.
    fileprivate func numbers(_ open: BytePointer, valueLimit: Int) -> JSONNumbers {
        var numbers = JSONNumbers()
        var pointer = open
        var depth = 0
        while pointer < end {
            let byte = pointer.pointee
            switch byte {
            case Byte.minus, Byte.zero...Byte.nine:
                let number = float32(pointer)
                guard number.value.isFinite else {
                    numbers.problem = .beyondFloat32(index: numbers.count)
                    return numbers
                }
                if numbers.values.count < valueLimit { numbers.values.append(number.value) }
                numbers.count += 1
                pointer = number.end
            case Byte.openBracket:
                depth += 1
                pointer += 1
            case Byte.closeBracket:
                depth -= 1
                pointer += 1
                if depth == 0 { return numbers }
            case Byte.comma: pointer += 1
            case _ where byte.isWhiteSpace: pointer += 1
            default:
                numbers.problem = .notANumber(index: numbers.count, kind(pointer))
                return numbers
            }
        }
        return numbers
    }
}

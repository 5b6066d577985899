internal import NeuralNetwork
internal import StrictJSON

/// What the header of a safetensors file says of its tensors.
struct SafetensorsHeader {
    /// A tensor whose description could be read.
    struct Entry {
        let name: String
        let pointer: JSONPointer
        let type: ElementType
        let shape: [Int]
        /// Where its bytes lie in the data.
        let range: Range<Int>
    }

    /// What could be read, in the order of the header.
    private(set) var entries: [Entry] = []
    /// The tensors of the plan, with the place of their entry, in the order of the plan; nil for what did not come.
    private(set) var found: [Int?]
    private(set) var problems: [InputProblem] = []

    private var roll: TensorRoll
    private var isWholeRead = true
    private let dataCount: Int

    /// Reads a header.
    ///
    /// - Parameters:
    ///   - document: The header's JSON text.
    ///   - dataCount: The number of bytes after the header.
    ///   - plan: What the tensors are to be.
    init(_ document: borrowing JSONDocument, dataCount: Int, plan: NetworkPlan) {
        roll = TensorRoll(plan)
        found = Array(repeating: nil, count: roll.tensors.count)
        self.dataCount = dataCount
        read(document)
        checkCoverage()
        roll.end(at: JSONPointer(), problems: &problems)
    }

    private mutating func read(_ document: borrowing JSONDocument) {
        var members: [(key: String, place: JSONDocument.Place)] = []
        document.forEachMember(at: document.root) { members.append(($0, $1)) }
        for member in members {
            if problems.areEnough { return isWholeRead = false }
            let pointer = JSONPointer().appending(member.key)
            if member.key == "__metadata__" {
                readMetadata(document, member.place, pointer)
            } else {
                readEntry(member.key, document, member.place, pointer)
            }
        }
    }

    /// Checks that metadata are strings by name, and drops them.
    private mutating func readMetadata(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer
    ) {
        let kind = document.kind(at: place)
        guard kind == .object else {
            problems.note(pointer, "expected an object of strings, found \(spoken(kind))")
            return
        }
        document.forEachMember(at: place) { key, value in
            let kind = document.kind(at: value)
            if kind != .string { problems.note(pointer.appending(key), "expected a string, found \(spoken(kind))") }
        }
    }

    private mutating func readEntry(
        _ name: String,
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer
    ) {
        let known = ["dtype", "shape", "data_offsets"]
        let members = MemberReader(document, at: place, pointer: pointer, known: known, problems: &problems)
        let type = members.place(ofRequired: "dtype", problems: &problems).flatMap {
            readType(document, $0, pointer.appending("dtype"))
        }
        let shape = members.place(ofRequired: "shape", problems: &problems).flatMap {
            readSizes(document, at: $0, pointer: pointer.appending("shape"), problems: &problems)
        }
        let offsets = members.place(ofRequired: "data_offsets", problems: &problems).flatMap {
            readSizes(document, at: $0, pointer: pointer.appending("data_offsets"), problems: &problems)
        }
        let index = roll.admit(
            name,
            shape: shape,
            namePointer: pointer,
            shapePointer: pointer.appending("shape"),
            problems: &problems
        )
        guard let range = offsets.flatMap({ range($0, pointer.appending("data_offsets")) }), let shape, let type else {
            return isWholeRead = false
        }
        checkSize(range, type, shape, pointer)
        if let index { found[index] = entries.count }
        entries.append(Entry(name: name, pointer: pointer, type: type, shape: shape, range: range))
    }

    private mutating func readType(
        _ document: borrowing JSONDocument,
        _ place: JSONDocument.Place,
        _ pointer: JSONPointer
    ) -> ElementType? {
        guard let name = readString(document, at: place, pointer: pointer, problems: &problems) else { return nil }
        if let type = ElementType(rawValue: name) { return type }
        let expected = alternatives(ElementType.allCases.map(\.rawValue))
        problems.note(
            pointer,
            ElementType.others.contains(name)
                ? "parameters are \(expected), found \(name); convert them"
                : "unknown dtype \(quoted(name)); expected \(expected)"
        )
        return nil
    }

    /// The bytes that two offsets bound; nil if a problem was noted.
    private mutating func range(_ offsets: [Int], _ pointer: JSONPointer) -> Range<Int>? {
        guard offsets.count == 2 else {
            problems.note(pointer, "expected two offsets, begin and end, found \(offsets.count) numbers")
            return nil
        }
        guard offsets[0] <= offsets[1] else {
            problems.note(pointer, "the end \(offsets[1]) lies before the begin \(offsets[0])")
            return nil
        }
        guard offsets[1] <= dataCount else {
            problems.note(pointer, "the end \(offsets[1]) lies beyond the \(dataCount) bytes of data")
            return nil
        }
        return offsets[0]..<offsets[1]
    }

    private mutating func checkSize(_ range: Range<Int>, _ type: ElementType, _ shape: [Int], _ pointer: JSONPointer) {
        var size: Int? = type.size
        // A zero makes the product zero whatever stands beside it.
        for extent in shape.contains(0) ? [0] : shape {
            size = size.flatMap {
                let (product, isTooLarge) = $0.multipliedReportingOverflow(by: extent)
                return isTooLarge ? nil : product
            }
        }
        guard size != range.count else { return }
        problems.note(
            pointer.appending("data_offsets"),
            "\(type.rawValue) of shape \(shortened(plain(shape))) takes "
                + "\(size.map(String.init) ?? "more than \(Int.max)") bytes, found \(range.count)"
        )
    }

    /// Checks that the tensors cover the data: each byte belongs to one of them.
    private mutating func checkCoverage() {
        var end = 0
        for entry in entries.sorted(by: {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }) {
            let pointer = entry.pointer.appending("data_offsets")
            if entry.range.lowerBound < end {
                problems.note(pointer, "bytes \(entry.range.lowerBound) to \(end) belong to another tensor as well")
            } else if entry.range.lowerBound > end, isWholeRead {
                problems.note(pointer, "bytes \(end) to \(entry.range.lowerBound) before this tensor belong to none")
            }
            end = max(end, entry.range.upperBound)
        }
        if end < dataCount, isWholeRead {
            problems.note(
                JSONPointer(),
                "the tensors end at byte \(end) of the data, and \(dataCount - end) bytes follow"
            )
        }
    }
}

/// Reads an array of whole numbers from zero.
///
/// - Returns: Nil if a problem was noted.
func readSizes(
    _ document: borrowing JSONDocument,
    at place: JSONDocument.Place,
    pointer: JSONPointer,
    problems: inout [InputProblem]
) -> [Int]? {
    let kind = document.kind(at: place)
    guard kind == .array else {
        problems.note(pointer, "expected an array of whole numbers, found \(spoken(kind))")
        return nil
    }
    var sizes: [Int] = []
    var isValid = true
    document.forEachElement(at: place) { index, element in
        let number = document.number(at: element)
        if let size = number?.integer(as: Int.self), size >= 0 {
            sizes.append(size)
        } else {
            isValid = false
            let found = number.map { shortened($0.text) } ?? spoken(document.kind(at: element))
            problems.note(pointer.appending(index), "expected a whole number from 0 to \(Int.max), found \(found)")
        }
    }
    return isValid ? sizes : nil
}

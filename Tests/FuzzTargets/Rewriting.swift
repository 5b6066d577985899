internal import Foundation
internal import StrictJSON

/// A document written again as it is walked, with every question asked at every place.
///
/// A broken promise stops the program, which is what a fuzzer looks for.
struct Rewriting {
    private(set) var writer = JSONWriter()
    /// The bits of every number and the shape of everything, in the order of the document.
    private(set) var outcome: [UInt64] = []

    mutating func add(_ document: borrowing JSONDocument, at place: JSONDocument.Place) {
        let kind = document.kind(at: place)
        promise((document.number(at: place) != nil) == (kind == .number), "a number where there is one")
        promise((document.string(at: place) != nil) == (kind == .string), "a string where there is one")
        promise((document.boolean(at: place) != nil) == (kind == .boolean), "a truth value where there is one")
        promise((document.elementCount(at: place) != nil) == (kind == .array), "elements where there is an array")
        addRows(document.rows(at: place, valueLimit: 50, problemLimit: 10))
        switch kind {
        case .null: writer.null()
        case .boolean: writer.value(document.boolean(at: place) == true)
        case .number: document.number(at: place).map { addNumber($0) }
        case .string: document.string(at: place).map { writer.value($0) }
        case .array: addElements(document, at: place)
        case .object: addMembers(document, at: place)
        }
    }

    private mutating func addNumber(_ number: JSONNumber) {
        let integer = number.integer(as: Int64.self)
        let natural = number.integer(as: UInt64.self)
        let (float32, float64) = (number.float32, number.float64)
        promise(float64.bitPattern == strtod(number.text, nil).bitPattern, "the float64 that the C library reads")
        promise(float32.bitPattern == strtof(number.text, nil).bitPattern, "the float32 that the C library reads")
        promise(integer == nil || number.isWhole, "an integer is whole")
        if let integer { promise(float64 == Double(integer) && float32 == Float(integer), "the same integer") }
        if let natural { promise(float64 == Double(natural) && float32 == Float(natural), "the same integer") }
        outcome += [UInt64(float32.bitPattern), float64.bitPattern]
        writer.raw(Array(number.text.utf8))

        // What the writer makes of the value is read back as the value.
        guard float32.isFinite, float64.isFinite else { return }
        var shortest = JSONWriter()
        shortest.beginArray()
        shortest.value(float32)
        shortest.value(float64)
        shortest.endArray()
        let bytes = shortest.bytes
        do throws(JSONSyntaxError) {
            let copy = try JSONDocument(bytes.span)
            copy.forEachElement(at: copy.root) { index, place in
                guard let number = copy.number(at: place) else { broken("a number is written as one") }
                let isSame =
                    index == 0
                    ? number.float32.bitPattern == float32.bitPattern : number.float64.bitPattern == float64.bitPattern
                promise(isSame, "the shortest decimal is read back")
            }
        } catch {
            broken("a number that was written is refused: \(error)")
        }
    }

    private mutating func addRows(_ rows: JSONRows) {
        promise(rows.values.count == min(rows.valueCount, 50), "as many values as there are, up to the limit")
        promise(rows.problems.count <= 10, "no more problems than asked for")
        if rows.problems.isEmpty {
            promise(rows.valueCount == rows.rowCount * rows.columnCount, "rows of the same width")
            promise(rows.values.allSatisfy { $0.isFinite }, "finite numbers")
        }
        outcome += [UInt64(rows.valueCount), UInt64(rows.rowCount), UInt64(rows.columnCount), rows.isFlat ? 1 : 0]
        outcome += rows.values.map { UInt64($0.bitPattern) }
    }

    private mutating func addElements(_ document: borrowing JSONDocument, at place: JSONDocument.Place) {
        writer.beginArray()
        var count = 0
        document.forEachElement(at: place) { index, element in
            promise(index == count, "elements in order")
            count += 1
            add(document, at: element)
        }
        promise(document.elementCount(at: place) == count, "as many elements as were visited")
        writer.endArray()
    }

    private mutating func addMembers(_ document: borrowing JSONDocument, at place: JSONDocument.Place) {
        writer.beginObject()
        document.forEachMember(at: place) { key, value in
            promise(document.member(key, at: place) == value, "a member is found by its key")
            writer.key(key)
            add(document, at: value)
        }
        writer.endObject()
    }
}

internal import HTTPServer

/// What came of a compressed input; a broken promise stops the program, which is what a fuzzer looks for.
struct Expansion {
    private(set) var count = 0
    /// A hash of the content.
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var error: InflationError?

    /// Expands an input in pieces, through a buffer of `room` bytes.
    init(_ input: Span<UInt8>, _ coding: ContentCoding, _ limits: InflationLimits, piece: Int, room: Int) {
        let inflater = Inflater(coding, limits: limits)
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: room)
        defer { buffer.deallocate() }
        do throws(InflationError) {
            var start = 0
            while start < input.count {
                let end = min(input.count, start + piece)
                var needsInput = false
                while !needsInput {
                    let step = try inflater.step(input.extracting(start..<end), into: buffer)
                    precondition(step.consumed <= end - start && step.produced <= room, "no more than there is")
                    precondition(step.needsInput || step.produced == room, "a full buffer, or nothing left")
                    start += step.consumed
                    needsInput = step.needsInput
                    add(buffer[..<step.produced])
                }
                precondition(start == end, "all input is taken")
            }
            try inflater.finish()
        } catch {
            self.error = error
            checkIsFinal(inflater, input, buffer, error)
        }
        precondition(inflater.compressedCount <= input.count, "no more input than was given")
        precondition(inflater.expandedCount <= limits.expandedBytes + room, "nothing held beyond the limit")
        precondition(count <= limits.expandedBytes, "nothing given beyond the limit")
        precondition(error != nil || count == inflater.expandedCount, "all content was given")
    }

    private mutating func add(_ bytes: Slice<UnsafeMutableBufferPointer<UInt8>>) {
        count += bytes.count
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    /// An inflater that refused once refuses for the same reason from then on.
    private func checkIsFinal(
        _ inflater: Inflater,
        _ input: Span<UInt8>,
        _ buffer: UnsafeMutableBufferPointer<UInt8>,
        _ error: InflationError
    ) {
        guard error != .truncated else { return }
        do throws(InflationError) {
            _ = try inflater.step(input.extracting(0..<0), into: buffer)
            preconditionFailure("a refusal is final")
        } catch let again {
            precondition(again == error, "the same refusal")
        }
    }
}

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
                    promise(step.consumed <= end - start && step.produced <= room, "no more than there is")
                    promise(step.needsInput || step.produced == room, "a full buffer, or nothing left")
                    start += step.consumed
                    needsInput = step.needsInput
                    add(buffer[..<step.produced])
                }
                promise(start == end, "all input is taken")
            }
            try inflater.finish()
        } catch {
            self.error = error
            checkIsFinal(inflater, input, buffer, error)
        }
        promise(inflater.compressedCount <= input.count, "no more input than was given")
        promise(inflater.expandedCount <= limits.expandedBytes + room, "nothing held beyond the limit")
        promise(count <= limits.expandedBytes, "nothing given beyond the limit")
        promise(
            count <= max(limits.ratioAllowance, (inflater.compressedCount + 1) * limits.ratio),
            "nothing given beyond the ratio"
        )
        promise(error != nil || count == inflater.expandedCount, "all content was given")
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
            broken("a refusal is final")
        } catch let again {
            promise(again == error, "the same refusal")
        }
    }
}

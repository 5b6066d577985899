internal import FuzzTargets

// The fuzzer's entry point. A file of this name without statements leaves `main` to libFuzzer.

/// Tries one input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDefinition(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.definition.run(data, count)
}

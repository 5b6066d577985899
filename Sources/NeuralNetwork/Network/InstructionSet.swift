internal import CKernels

/// An instruction set that the arithmetic is compiled for.
///
/// All of them give the same bits; which one runs decides only how long it takes.
public enum InstructionSet: String, Sendable, Hashable, CaseIterable {
    /// Any machine; fused multiply-adds are computed exactly in software.
    case portable
    /// Any arm64.
    case neon
    /// x86-64 with AVX2 and FMA.
    case avx2
    /// x86-64 with AVX-512 F and VL, AVX2 and FMA.
    case avx512

    /// Whether this machine and its operating system run the instruction set.
    public var isAvailable: Bool { ff_runs(kernels) }

    /// The instruction sets that this machine runs, the fastest first.
    public static let available: [InstructionSet] = allCases.filter(\.isAvailable).reversed()

    /// The fastest instruction set that this machine runs.
    public static let best = available.first ?? .portable

    /// The name that the kernels have for it.
    var kernels: ff_instruction_set {
        switch self {
        case .portable: FF_PORTABLE
        case .neon: FF_NEON
        case .avx2: FF_AVX2
        case .avx512: FF_AVX512
        }
    }

    /// The dense layer.
    var dense:
        @convention(c) (
            UnsafePointer<ff_layer>, UnsafePointer<Float>, Int, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>
        ) -> Void
    {
        ff_dense_for(kernels)
    }

    /// The activations.
    var activations: ff_activations { ff_activations_for(kernels).pointee }

    /// The passes over numbers that statistics need.
    var statistics: ff_statistics { ff_statistics_for(kernels).pointee }

    /// The generator of random numbers.
    var random: ff_random { ff_random_for(kernels).pointee }
}

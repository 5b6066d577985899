/// A part of the project that is measured.
struct Subject: Sendable {
    let name: String

    /// What is measured and what counts, in one sentence.
    let about: String

    /// Makes the cases; the peers are those that are there.
    let cases: @Sendable (Peers) throws -> [Case]
}

/// The programs to compare with, as far as they are there.
struct Peers {
    /// Runs one of the programs of the peers' folder with PyTorch; nil where there is none.
    let pytorch: ((_ program: String) throws -> PeerProcess)?

    /// Runs simdjson and std::to_chars; nil where they were not built.
    let numbers: (() throws -> PeerProcess)?

    /// Runs numpy and ONNX Runtime; nil where there is no Python that has both.
    let kernels: (() throws -> PeerProcess)?
}

internal import NeuralNetwork
internal import StrictJSON

/// Calls the roll of a plan's tensors: which ones came, which are missing, and what has a name that none of them has.
struct TensorRoll {
    /// A tensor that came under a name of no tensor.
    private struct Stranger {
        let pointer: JSONPointer
        let name: String
        let shape: [Int]?
    }

    /// How many missing names are searched for one that a wrong name looks like: comparing costs the product.
    private static let searchLimit = 256

    /// The plan's tensors, in its order.
    let tensors: [TensorPlan]

    private let indices: [String: Int]
    private var isPresent: [Bool]
    private var strangers: [Stranger] = []

    init(_ plan: NetworkPlan) {
        let tensors = plan.tensors
        self.tensors = tensors
        indices = Dictionary(uniqueKeysWithValues: tensors.enumerated().map { ($1.name, $0) })
        isPresent = Array(repeating: false, count: tensors.count)
    }

    /// Takes note of a tensor that came.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - shape: Its shape, if it could be read.
    ///   - namePointer: Where its name stands.
    ///   - shapePointer: Where its shape stands.
    ///   - problems: Where a second one of a name and a wrong shape are noted.
    /// - Returns: The index of the plan's tensor of this name; nil if there is none, or it came before.
    mutating func admit(
        _ name: String,
        shape: [Int]?,
        namePointer: JSONPointer,
        shapePointer: JSONPointer,
        problems: inout [InputProblem]
    ) -> Int? {
        guard let index = indices[name] else {
            // What follows the last listed problem is not looked at.
            if strangers.count <= InputProblems.listingLimit {
                strangers.append(Stranger(pointer: namePointer, name: name, shape: shape))
            }
            return nil
        }
        guard !isPresent[index] else {
            problems.note(namePointer, "\(quoted(name)) stands twice; each tensor must be given once")
            return nil
        }
        isPresent[index] = true
        let expected = tensors[index].shape
        if let shape, shape != expected {
            let remedy = shape.count == 2 && shape == expected.reversed() ? "; transpose it, units are rows" : ""
            problems.note(
                shapePointer,
                "\(quoted(name)) has the shape \(plain(expected)), found \(shortened(plain(shape)))\(remedy)"
            )
        }
        return index
    }

    /// Ends the roll: notes wrong names, each with the one that was meant if that can be told, and missing tensors.
    ///
    /// - Parameters:
    ///   - pointer: Where a missing tensor should have stood.
    ///   - problems: Where the problems are noted.
    mutating func end(at pointer: JSONPointer, problems: inout [InputProblem]) {
        // A name that is suggested once is explained: it is not missed as well, nor suggested to another stranger.
        for stranger in strangers where !problems.areEnough {
            let missing = tensors.indices.filter { !isPresent[$0] }
            let meant = meant(by: stranger, among: missing)
            if let meant { isPresent[meant] = true }
            let remedy =
                if let meant {
                    "; did you mean \(quoted(tensors[meant].name))?"
                } else if missing.isEmpty {
                    "; no more tensors are expected"
                } else {
                    "; names are \(alternatives(names(of: missing)))"
                }
            problems.note(stranger.pointer, "unknown tensor \(quoted(stranger.name))\(remedy)")
        }
        for (tensor, isPresent) in zip(tensors, isPresent) where !isPresent {
            if problems.areEnough { break }
            problems.note(pointer, "missing tensor \(quoted(tensor.name)) of shape \(plain(tensor.shape))")
        }
    }

    /// The missing tensor that a stranger was meant to be: by its name or else, as for the names of other programs, by
    /// its role and shape if only one has them.
    private func meant(by stranger: Stranger, among missing: [Int]) -> Int? {
        let candidates = missing.prefix(Self.searchLimit)
        if let name = nearestName(to: stranger.name, among: candidates.map { tensors[$0].name }) {
            return indices[name]
        }
        guard let shape = stranger.shape else { return nil }
        let alike = candidates.filter {
            tensors[$0].shape == shape && stranger.name.hasSuffix(tensors[$0].role.rawValue)
        }
        return alike.count == 1 ? alike.first : nil
    }

    /// The names of tensors, the first few.
    private func names(of indices: [Int]) -> [String] {
        let names = indices.prefix(4).map { tensors[$0].name }
        return indices.count > 4 ? names + ["one of \(indices.count - 4) more"] : names
    }
}

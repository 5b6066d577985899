public import StrictJSON

/// One thing wrong with what a client sent.
public struct InputProblem: Error, Sendable, Hashable {
    /// Where it stands, as the client wrote it.
    public let pointer: JSONPointer

    /// What is wrong and how to mend it: one sentence, without capital letter and full stop.
    public let detail: String

    /// Makes a problem.
    public init(_ pointer: JSONPointer, _ detail: String) {
        self.pointer = pointer
        self.detail = detail
    }
}

/// Everything wrong with what a client sent.
public struct InputProblems: Error, Sendable, Hashable {
    /// How many problems are listed; what follows is only said to exist.
    ///
    /// A body of 64 MiB can hold millions of mistakes, and nobody reads more than the first few.
    public static let listingLimit = 100

    /// The problems: first what could not be read, then what is impossible.
    public let all: [InputProblem]

    /// Makes an error of problems.
    public init(_ all: [InputProblem]) {
        self.all = all
    }
}

extension [InputProblem] {
    /// Whether no further problem will be listed, so that finding more is idle.
    var areEnough: Bool { count > InputProblems.listingLimit }

    /// Adds a problem, unless there are as many as are listed.
    mutating func note(_ pointer: JSONPointer, _ detail: String) {
        if count < InputProblems.listingLimit {
            append(InputProblem(pointer, detail))
        } else if count == InputProblems.listingLimit {
            append(InputProblem(JSONPointer(), "there are more problems than the \(count) listed"))
        }
    }
}

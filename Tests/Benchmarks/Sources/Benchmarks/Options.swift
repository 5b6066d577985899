/// What the command line asks for.
struct Options {
    /// Thrown for a command line that means nothing.
    struct Mistake: Error, CustomStringConvertible {
        let description: String
    }

    static let usage = """
        usage: Benchmarks [--subject NAME] [--rounds N] [--python FILE] [--peers FOLDER] [--json FILE]
                          [--numbers FILE] [--kernels FILE]

          --subject  measure this subject only: \(Benchmarks.subjects.map(\.name).joined(separator: ", "))
          --rounds   how many rounds to take the medians of, beside those for warming up
          --python   an interpreter that has torch, to compare with
          --peers    the folder of the programs to compare with
          --numbers  the program that Peers/numbers.cpp is compiled to
          --kernels  an interpreter that has numpy and onnxruntime
          --json     also write the figures to this file
        """

    var subject: String?
    var rounds = 21
    var python: String?
    var peers = "Tests/Benchmarks/Peers"
    var json: String?
    var numbers: String?
    var kernels: String?

    init(_ arguments: some Sequence<String>) throws(Mistake) {
        var rest = arguments.makeIterator()
        while let flag = rest.next() {
            guard let value = rest.next() else { throw Mistake(description: "\(flag) needs a value\n\(Self.usage)") }
            switch flag {
            case "--subject": subject = value
            case "--python": python = value
            case "--peers": peers = value
            case "--json": json = value
            case "--numbers": numbers = value
            case "--kernels": kernels = value
            case "--rounds":
                guard let count = Int(value), count > 0 else {
                    throw Mistake(description: "--rounds needs a positive number, not \(value)")
                }
                rounds = count
            default: throw Mistake(description: "there is no option \(flag)\n\(Self.usage)")
            }
        }
        if let subject, !Benchmarks.subjects.contains(where: { $0.name == subject }) {
            throw Mistake(description: "there is no subject \(subject)\n\(Self.usage)")
        }
    }
}

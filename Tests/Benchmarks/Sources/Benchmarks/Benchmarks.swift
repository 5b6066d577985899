internal import Foundation

/// Measures what the project claims about speed, against those it compares itself with.
@main
enum Benchmarks {
    /// What can be measured, one file each.
    static let subjects: [Subject] = [.kernels, .numbers, .initialization, .construction]

    static func main() {
        do {
            try run(Options(CommandLine.arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ options: Options) throws {
        let pytorch = options.python.map { python in
            { (program: String) in
                try PeerProcess([python, "\(options.peers)/\(program)"], name: "PyTorch")
            }
        }
        let numbers = options.numbers.map { program in { try PeerProcess([program], name: "simdjson") } }
        let kernels = options.kernels.map { python in
            { try PeerProcess([python, "\(options.peers)/kernels.py"], name: "Python") }
        }
        var report = Report()
        print(Report.heading(rounds: options.rounds))
        for subject in subjects where options.subject == nil || options.subject == subject.name {
            print("\n\(subject.name): \(subject.about)\n\n\(Report.columns)")
            for work in try subject.cases(Peers(pytorch: pytorch, numbers: numbers, kernels: kernels)) {
                let result = try work.measure(rounds: options.rounds)
                print(Report.lines(of: result))
                report.add(result, to: subject)
            }
        }
        if pytorch == nil { print("\nThere is no PyTorch to compare with: the comparison is missing.") }
        if let file = options.json { try report.json(rounds: options.rounds).write(to: URL(filePath: file)) }
    }
}

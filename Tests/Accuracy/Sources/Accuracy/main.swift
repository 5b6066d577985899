// Measures the errors of activations, of the elementary functions under them, and of their derivatives:
//
//     Accuracy STRIDE [name ...]
//
// STRIDE 1 tries every float32 argument. With names, only those functions.

internal import CReference
internal import Glibc
internal import NeuralNetwork

let stride = CommandLine.arguments.dropFirst().first.flatMap { UInt32($0) } ?? 1
let chosen = Set(CommandLine.arguments.dropFirst(2))
guard stride > 0 else {
    print("usage: Accuracy STRIDE [name ...]")
    exit(2)
}

func isChosen(_ name: String) -> Bool { chosen.isEmpty || chosen.contains(name) }

func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
}

func column(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
}

/// Prints one line of a table, the error with as many digits as mean something.
func report(_ name: String, _ errors: ff_errors) {
    let worst = errors.worst < 1e6 ? "\((errors.worst * 1e7).rounded() / 1e7)" : "\(errors.worst)"
    print(
        column(name, 34) + column("\(errors.count)", 13) + column("\(errors.misrounded)", 13) + column(worst, 13)
            + "\(errors.argument)"
    )
    // A measurement takes minutes; whoever watches a pipe sees each line when it is there.
    fflush(nil)
}

func heading(_ title: String) {
    print("\n\(title)\n\(column("", 34))\(column("results", 13))\(column("misrounded", 13))\(column("worst", 13))at")
}

heading("float32 values, error in ulp")
for subject in subjects where isChosen(subject.name) {
    for (index, parameters) in subject.parameters.enumerated() {
        // The defaults over the whole stride, other parameters over a part.
        let step = index == 0 ? stride : stride.multipliedReportingOverflow(by: 1009).partialValue
        report(
            subject.label(parameters),
            ff_activation_errors(subject.name, parameters.0, parameters.1, max(step, 1))
        )
    }
}

heading("float32 values of rows of normal numbers, error in ulp")
for name in ["softmax", "log_softmax", "softmin", "glu"] where isChosen(name) {
    for (width, deviation) in [(2, 3.0), (10, 1.0), (10, 10.0), (256, 2.0)] {
        let rows = 10_000_000 / UInt64(width) / UInt64(min(stride, 1000))
        report(
            "\(name) \(width) wide, deviation \(number(deviation))",
            ff_row_errors(name, rows, width, deviation)
        )
    }
}

let count = max(10_000_000 / UInt64(stride), 10_000)
heading("float64 values, error in ulp")
for (name, low, high) in elementary where isChosen(name) {
    report("\(name) in \(number(low)) ... \(number(high))", ff_elementary_errors(name, low, high, count))
}

heading("float64 derivatives, error in ulp of the largest term")
for subject in subjects where isChosen(subject.name) {
    for parameters in subject.parameters {
        guard let errors = subject.derivativeErrors(parameters, count: count) else { continue }
        report(subject.label(parameters), errors)
    }
}

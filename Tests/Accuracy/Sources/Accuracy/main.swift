// Measures the errors of activations, of the elementary functions under them, of their derivatives, and of draws:
//
//     Accuracy STRIDE [name ...]
//
// STRIDE 1 tries every float32 argument. With names, only those functions ("normals" for the draws). Exits 1 if a
// float32 result is farther from the exact value than the kernels claim, or if normals differ from those that the C
// library makes.

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
    let worst = errors.worst < 1e6 ? "\((errors.worst * 1e10).rounded() / 1e10)" : "\(errors.worst)"
    print(
        column(name, 34) + column("\(errors.count)", 13) + column("\(errors.misrounded)", 13) + column(worst, 13)
            + "\(errors.argument)"
    )
    // A measurement takes minutes; whoever watches a pipe sees each line when it is there.
    fflush(nil)
}

/// Whether float32 results are what the kernels claim.
func isClaimed(_ name: String, _ errors: ff_errors) -> Bool {
    report(name, errors)
    if errors.count > 0 && errors.worst <= 0.50001 { return true }
    print("error: \(name) is not within 0.50001 ulp")
    return false
}

func heading(_ title: String, counted: String = "misrounded") {
    print("\n\(title)\n\(column("", 34))\(column("results", 13))\(column(counted, 13))\(column("worst", 13))at")
}

var isAsClaimed = true
heading("float32 values, error in ulp")
for subject in subjects where isChosen(subject.name) {
    for (index, parameters) in subject.parameters.enumerated() {
        // The defaults over the whole stride, other parameters over a part.
        let step = index == 0 ? stride : stride.multipliedReportingOverflow(by: 1009).partialValue
        let errors = ff_activation_errors(subject.name, parameters.0, parameters.1, max(step, 1))
        isAsClaimed = isClaimed(subject.label(parameters), errors) && isAsClaimed
    }
}

heading("float32 values of rows of normal numbers, error in ulp")
for name in ["softmax", "log_softmax", "softmin", "glu"] where isChosen(name) {
    for (width, deviation) in [(2, 3.0), (10, 1.0), (10, 10.0), (256, 2.0)] {
        let rows = 10_000_000 / UInt64(width) / UInt64(min(stride, 1000))
        let label = "\(name) \(width) wide, deviation \(number(deviation))"
        isAsClaimed = isClaimed(label, ff_row_errors(name, rows, width, deviation)) && isAsClaimed
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

if isChosen("log") {
    heading("float32 logarithms of float32 uniforms, error in ulp")
    isAsClaimed = isClaimed("log of k / 2^24", ff_uniform_log_errors(stride)) && isAsClaimed
}

if isChosen("normals") {
    heading("normals of small tensors, distance in float32 from the C library's", counted: "different")
    for draws in normals {
        let errors = draws.errors(count: max(100_000_000 / UInt64(stride), 100_000))
        report(draws.label, errors)
        guard errors.misrounded > errors.count / Normals.drawsForEachDifference else { continue }
        print("error: more than one in \(Normals.drawsForEachDifference) normals differs")
        isAsClaimed = false
    }
}

exit(isAsClaimed ? 0 : 1)

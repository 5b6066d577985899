internal import Glibc

/// The environment of the process.
enum Environment {
    /// All variables.
    static var variables: [(name: String, value: String)] {
        var result: [(name: String, value: String)] = []
        var entry = environ
        while let text = entry.pointee {
            let line = String(cString: text)
            if let equals = line.firstIndex(of: "=") {
                result.append((String(line[..<equals]), String(line[line.index(after: equals)...])))
            }
            entry += 1
        }
        return result
    }
}

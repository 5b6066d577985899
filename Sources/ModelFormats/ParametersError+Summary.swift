extension ParametersError {
    /// What is wrong, for a log, in a sentence without capital letter and full stop.
    public var reason: String {
        switch self {
        case .syntax(let error): "its header is \(error.summary)"
        case .problems(let problems): problems.summary
        }
    }
}

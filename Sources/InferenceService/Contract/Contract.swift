/// The contract as it is served.
enum Contract {
    /// As YAML.
    static let yaml = "openapi: 3.1.0\n"
    /// As JSON.
    static let json = #"{"openapi":"3.1.0"}"#
}

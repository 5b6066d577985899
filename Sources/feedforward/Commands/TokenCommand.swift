internal import ArgumentParser
internal import HTTPServer
internal import InferenceService

/// `feedforward token`: makes a token, and the line by which the service recognises it.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Makes a token for a client, and the line for the file of tokens.",
        discussion: """
            The token goes to standard error, once, for the client; the line with its SHA-256 goes to standard output: \
            `feedforward token --name alice >> tokens`, then SIGHUP to the service. Scopes are infer, metrics and \
            manage, which includes the others.
            """
    )

    @Option(help: "What the token grants, with commas between.")
    var scope = "infer"

    @Option(help: "Whose it is, for the log.")
    var name: String

    func run() throws {
        guard let scopes = Scope.list(scope) else {
            throw ValidationError("--scope takes infer, metrics and manage, with commas between")
        }
        guard 1...128 ~= name.utf8.count, name.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }),
            name.first != " ", name.last != " "
        else {
            throw ValidationError("--name takes one line of 1 to 128 bytes")
        }
        let token = AccessToken(name: name, scopes: scopes)
        StandardStreams.writeError("\(token.text)\n")
        StandardStreams.writeOutput("\(token.line)\n")
    }
}

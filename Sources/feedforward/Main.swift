internal import ArgumentParser

@main
struct Feedforward: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "feedforward", abstract: "to be written")
}

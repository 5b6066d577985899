import ModelFormats
import NeuralNetwork
import StrictJSON
import Testing

@Suite("What is wrong with a definition")
struct ProblemTests {
    @Test("A mistake of the short form is named at its place", arguments: shortMistakes)
    func shortForm(mistake: Mistake) throws {
        #expect(try problems(mistake.json) == mistake.problems)
    }

    @Test("A mistake of the long form is named at its place", arguments: longMistakes)
    func longForm(mistake: Mistake) throws {
        #expect(try problems(mistake.json) == mistake.problems)
    }

    @Test("A mistake in a parameter is named at its place", arguments: parameterMistakes)
    func parameters(mistake: Mistake) throws {
        #expect(try problems(mistake.json) == mistake.problems)
    }

    @Test("Several mistakes are named at once, and none that only follows from another", arguments: severalMistakes)
    func several(mistake: Mistake) throws {
        #expect(try problems(mistake.json) == mistake.problems)
    }

    @Test("Pointers begin where the definition stands")
    func pointer() throws {
        let pointer = JSONPointer().appending("network")
        #expect(
            try problems(#"{"layer_sizes": [4, 0], "sed": 1}"#, pointer: pointer) == [
                ##"#/network/sed unknown member "sed"; did you mean "seed"?"##,
                "#/network/layer_sizes/1 must be at least 1, found 0",
            ]
        )
    }

    @Test("A million layers are refused by their number")
    func layerCount() throws {
        let ones = Array(repeating: "1", count: 1_000_001).joined(separator: ",")
        let limits = "1000000 layers are more than the limit of 1024"
        #expect(try problems(#"{"layer_sizes": [\#(ones)]}"#) == ["#/layer_sizes \(limits)"])
        let empty = Array(repeating: "{}", count: 1_000_000).joined(separator: ",")
        #expect(try problems(#"{"input_size": 1, "layers": [\#(empty)]}"#) == ["#/layers \(limits)"])
    }

    @Test("The limits are those that are given")
    func limits() throws {
        let limits = NetworkLimits(maximumParameters: 10, maximumLayers: 2)
        #expect(
            try problems(#"{"layer_sizes": [3, 2, 1]}"#, limits: limits) == [
                "#/layer_sizes the network would have 11 parameters, over the limit of 10; make its layers smaller"
            ]
        )
        #expect(
            try problems(#"{"layer_sizes": [1, 1, 1, 1]}"#, limits: limits) == [
                "#/layer_sizes 3 layers are more than the limit of 2"
            ]
        )
    }

    @Test("Of ten thousand mistakes a hundred are listed")
    func manyMistakes() throws {
        let members = (0..<10_000).map { #", "x\#($0)": 1"# }.joined()
        let found = try problems(#"{"layer_sizes": [1, 1]\#(members)}"#)
        #expect(found.count == 101)
        #expect(found.last == "# there are more problems than the 100 listed")
    }

    @Test("A text of a million letters is not sent back")
    func longText() throws {
        let letters = String(repeating: "relu", count: 250_000)
        let found = try problems(#"{"layer_sizes": [1, 1], "output_activation": "\#(letters)"}"#)
        #expect(found.count == 1)
        #expect(found.allSatisfy { $0.utf8.count < 600 })
    }

    @Test("A million labels are counted, and a hundred of them read")
    func labelCount() throws {
        let labels = Array(repeating: "1", count: 1_000_000).joined(separator: ",")
        let found = try problems(#"{"layer_sizes": [1, 2], "labels": [\#(labels)]}"#)
        #expect(found.count == 101)
        #expect(found.first == "#/labels expected one label for each of the 2 outputs, found 1000000")
        #expect(found.dropFirst().first == "#/labels/0 expected a string, found a number")
    }

    @Test("Of a million labels that are alike a hundred are named")
    func alikeLabels() throws {
        let labels = Array(repeating: #""a""#, count: 1_000_000).joined(separator: ",")
        let found = try problems(#"{"layer_sizes": [1, 1000000], "labels": [\#(labels)]}"#)
        #expect(found.count == 101)
        #expect(found.first == ##"#/labels/1 "a" stands twice; each name must be given once"##)
    }

    @Test("As many labels as outputs may be many")
    func manyLabels() throws {
        let labels = (0..<1000).map { #""\#($0)""# }.joined(separator: ",")
        #expect(try problems(#"{"layer_sizes": [1, 1000], "labels": [\#(labels)]}"#) == [])
        #expect(
            try problems(#"{"layer_sizes": [1, 1001], "labels": [\#(labels)]}"#) == [
                "#/labels expected one label for each of the 1001 outputs, found 1000"
            ]
        )
    }
}

import HTTPServer
import HTTPWire
import Logging
import ModelFormats
import StrictJSON
import Testing

@testable import InferenceService

/// The table of problems, and how one is written.
struct ProblemTests {
    @Test("Every kind has an error status, a type of its own and a title", arguments: Problem.Kind.allCases)
    func table(_ kind: Problem.Kind) throws {
        #expect((400...599).contains(kind.status.rawValue))
        #expect(!kind.title.isEmpty)
        #expect(kind.type == "/problems/\(kind.rawValue)")
        #expect(kind.rawValue.allSatisfy { $0.isLowercase || $0 == "-" })
        #expect(Problem.Kind.allCases.filter { $0.title == kind.title } == [kind])

        let response = Problem(kind, "why").response(to: .named("id-1"))
        #expect(response.status == kind.status)
        #expect(response.contentType == "application/problem+json")
        #expect(response.field("Cache-Control") == "no-store")
        let members = try object(response.content)
        #expect(members["type"] as? String == kind.type)
        #expect(members["title"] as? String == kind.title)
        #expect(members["status"] as? Int == kind.status.rawValue)
        #expect(members["detail"] as? String == "why")
        #expect(members["instance"] as? String == "id-1")
        #expect(members.count == 5)
    }

    @Test("Mistakes and the offset of a syntax error are members, in a fixed order")
    func members() {
        let place = JSONPointer().appending("a/b").appending(0)
        let problem = Problem(.invalidContent, "why", errors: [InputProblem(place, "how")], offset: 7)
        #expect(
            text(problem.response(to: .named("x")).content)
                == ##"{"type":"/problems/invalid-content","title":"Invalid content","status":422,"detail":"why","##
                + ##""instance":"x","offset":7,"errors":[{"pointer":"#/a~1b/0","detail":"how"}]}"##
        )
    }

    @Test("The trace of the request follows its id, in every style")
    func trace() throws {
        let (traceID, parentID) = ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")
        var context = RequestContext.named("x")
        context.trace = TraceContext("00-\(traceID)-\(parentID)-01")
        for style in [ProblemStyle.standard, .models(accept: nil), .inference(accept: nil)] {
            let content = text(Problem(.queueFull, "why").response(to: context, style: style).content)
            #expect(content.hasSuffix(#""instance":"x","trace_id":"\#(traceID)"}"#))
            let without = text(Problem(.queueFull, "why").response(to: .named("x"), style: style).content)
            #expect(without.hasSuffix(#""instance":"x"}"#))
        }
        #expect(context.metadata == ["request_id": "x", "trace_id": "\(traceID)"])
    }

    @Test("Of very many mistakes the first hundred are listed, and that there are more")
    func manyMistakes() {
        let one = InputProblem(JSONPointer(), "wrong")
        #expect(Problem(.invalidContent, "", errors: Array(repeating: one, count: 101)).errors.count == 101)
        let many = Problem(.invalidContent, "", errors: Array(repeating: one, count: 5000))
        #expect(many.errors.count == 101)
        #expect(many.errors.last?.detail == "there are more problems than the 100 listed")
    }

    @Test(
        "The first of several mistakes is told in the detail, and how many there are beside it",
        arguments: [(1, ""), (2, " (and 1 more)"), (100, " (and 99 more)"), (101, " (and at least 100 more)")]
    )
    func severalMistakes(count: Int, end: String) {
        let others = Array(repeating: InputProblem(JSONPointer(), "other"), count: count - 1)
        let first = InputProblem(JSONPointer().appending("inputs"), "wrong")
        #expect(Problem(InputProblems([first] + others)).detail == "#/inputs: wrong" + end)
    }

    @Test("On a terminal each mistake has a line, a single one the first")
    func description() {
        let place = JSONPointer().appending("inputs")
        let one = InputProblem(place, "wrong")
        #expect(Problem(InputProblems([one])).description == "Invalid content: #/inputs: wrong")
        #expect(
            Problem(InputProblems([one, one])).description
                == "Invalid content:\n  #/inputs: wrong\n  #/inputs: wrong"
        )
    }

    @Test("A path that does not exist is answered with one that does")
    func notFound() {
        let templates = ["/v1/evaluate", "/healthz"]
        let near = Problem(.notFound(path: "/v1/evalaute"), templates: templates)
        #expect(near.status == 404)
        #expect(near.detail == #"There is nothing at "/v1/evalaute"; did you mean /v1/evaluate?"#)
        #expect(Problem(.notFound(path: "/x"), templates: templates).detail == #"There is nothing at "/x"."#)
    }

    @Test("What the router refuses has the status and the fields of HTTP")
    func router() {
        let wrongMethod = Problem(.methodNotAllowed(allow: "GET, HEAD, OPTIONS"), templates: [])
        #expect(wrongMethod.status == 405)
        #expect(Problem(Router.Failure.malformedPath, templates: []).status == 400)
        #expect(Problem(Router.Failure.methodNotImplemented, templates: []).status == 501)
        #expect(Problem(Router.Failure.notSecure, templates: []).status == 421)
    }

    @Test("What the server refuses names its limit or says when to try again")
    func server() {
        let large = Problem(ServerFailure.contentTooLarge(limit: 1024))
        #expect(large.status == 413)
        #expect(large.detail.contains("1024 bytes"))
        #expect(Problem(ServerFailure.requestTimeout).status == 408)
        #expect(Problem(ServerFailure.noAnswer).status == 500)
        let full = Problem(ServerFailure.tooManyConnections(limit: 9))
        #expect(full.status == 503)
        #expect(full.detail.contains("9"))
        #expect(full.response(to: .named("")).field("Retry-After") == "1")
        let queue = Problem.queueFull(retryAfter: 17)
        #expect(queue.status == 503)
        #expect(queue.response(to: .named("")).field("Retry-After") == "17")
    }

    @Test("What is refused before its path is known has the member that clients of other protocols read")
    func unknownPath() {
        let malformed = ServerFailure.protocolError(ProtocolError(.missingHost, at: 3))
        for failure in [malformed, .tooManyConnections(limit: 9)] {
            let style = ProblemStyle(.standard, of: failure)
            #expect(style.hasErrorMember)
            #expect(style.contentType == "application/problem+json")
        }
        #expect(ProblemStyle(.standard, of: .contentTooLarge(limit: 9)) == .standard)
        let known = ProblemStyle.inference(accept: nil)
        #expect(ProblemStyle(known.failureStyle, of: malformed) == known)
    }

    @Test("A coding that is not decoded is 415 and names those that are, a broken one 400")
    func codings() {
        for (refusal, name) in [(ContentCoding.Refusal.unknown("br"), "br"), (.several([.gzip, .deflate]), "deflate")] {
            let problem = Problem(ServerFailure.unsupportedCoding(refusal))
            #expect(problem.kind == .unsupportedCoding)
            #expect(problem.status == 415)
            #expect(problem.detail.contains(name))
            #expect(problem.response(to: .named("")).field("Accept-Encoding") == "gzip, deflate")
        }
        let details = [InflationError.corrupt, .truncated, .trailingBytes].map { error in
            let problem = Problem(ServerFailure.malformedCoding(.gzip, error))
            #expect(problem.status == 400)
            #expect(problem.detail.contains("gzip"))
            return problem.detail
        }
        #expect(Set(details).count == 3)
        let bomb = Problem(ServerFailure.expansionTooLarge(ratio: 200))
        #expect(bomb.status == 413)
        #expect(bomb.detail.contains("200 times"))
    }

    @Test("A request that breaks the protocol is answered with the status of the rule, and says where it breaks")
    func protocolErrors() throws {
        var statuses: Set<Int> = []
        for bytes in ["GET / HTTP/2.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"] {
            var decoder = RequestDecoder()
            do {
                _ = try decoder.next(Array(bytes.utf8).span)
                Issue.record("the request was taken")
            } catch {
                let problem = Problem(ServerFailure.protocolError(error))
                #expect(problem.status == error.statusHint)
                #expect(problem.detail.contains("Byte \(error.offset) "))
                statuses.insert(problem.status.rawValue)
            }
        }
        #expect(statuses == [400, 505])
    }

    @Test(
        "Every status that the protocol asks for has a kind",
        arguments: [400, 408, 413, 414, 417, 421, 431, 501, 505]
    )
    func protocolStatuses(_ status: Int) {
        #expect(Problem.Kind(protocolStatus: Status(rawValue: status)).status.rawValue == status)
    }
}

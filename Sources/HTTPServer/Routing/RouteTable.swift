internal import HTTPWire

/// The bytes of a request's path, still percent-encoded.
struct PathBytes {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init(_ span: Span<UInt8>) {
        bytes = [UInt8](unsafeUninitializedCapacity: span.count) { buffer, initialized in
            span.withUnsafeBufferPointer { initialized = buffer.update(fromContentsOf: $0) }
        }
    }

    /// The path percent-decoded, for messages; as it is where it does not decode.
    var text: String { percentDecoded(bytes.span) ?? String(decoding: bytes, as: UTF8.self) }
}

/// The paths of the routes, and which endpoint each method of a path has.
struct RouteTable: Sendable {
    /// What a request comes to.
    enum Match {
        case endpoint(RouteMatch)
        case options(allow: String)
        case failure(Router.Failure)
    }

    /// One segment of a template.
    private enum Segment: Sendable, Hashable {
        case literal(String)
        /// A parameter, and the literal text that follows it in the segment, as in `{name}:predict`.
        case parameter(suffix: String)
    }

    /// The endpoints of one path.
    private struct Path: Sendable {
        let segments: [Segment]
        let endpoints: [(index: Int, endpoint: any Endpoint)]
        let methods: [Method]
        /// The value of Allow for the path.
        let allow: String

        init(_ segments: [Segment], _ endpoints: [(index: Int, endpoint: any Endpoint)]) {
            self.segments = segments
            self.endpoints = endpoints
            methods = endpoints.map(\.endpoint.route.method)
            allow = RouteTable.allow(methods)
        }
    }

    /// The routes, in the order of the endpoints.
    let routes: [Route]

    /// The value of Allow over all routes.
    let everyMethod: String

    /// Paths without parameters, by their text.
    private let fixed: [[UInt8]: Path]

    /// The lengths that they have.
    private let fixedLengths: Set<Int>

    /// Paths with parameters, those with more literal text first.
    private let patterns: [Path]

    /// The same in the same order, for paths that say nothing by their encoding.
    private let plainPatterns: PathPatterns

    init(_ endpoints: [any Endpoint]) throws(Router.Ambiguity) {
        routes = endpoints.map(\.route)
        everyMethod = Self.allow(routes.map(\.method))
        var fixed: [[UInt8]: Path] = [:]
        var patterns: [Path] = []
        for (number, endpoint) in endpoints.enumerated() {
            let segments = Self.segments(of: endpoint.route.template)
            let isFixed = segments.allSatisfy { if case .literal = $0 { true } else { false } }
            let key = Array(endpoint.route.template.utf8)
            let index = patterns.firstIndex { $0.segments == segments }
            let existing = isFixed ? fixed[key] : index.map { patterns[$0] }
            if let existing, let twin = existing.methods.firstIndex(of: endpoint.route.method) {
                throw Router.Ambiguity(routes: [existing.endpoints[twin].endpoint.route, endpoint.route])
            }
            let path = Path(segments, (existing?.endpoints ?? []) + [(number, endpoint)])
            if isFixed {
                fixed[key] = path
            } else if let index {
                patterns[index] = path
            } else {
                patterns.append(path)
            }
        }
        self.fixed = fixed
        fixedLengths = Set(fixed.keys.map(\.count))
        let sorted = patterns.sorted { Self.isMoreSpecific($0.segments, $1.segments) }
        self.patterns = sorted
        var plainPatterns = PathPatterns()
        for pattern in sorted {
            plainPatterns.append(
                pattern.segments.map { segment in
                    switch segment {
                    case .literal(let text): (false, text)
                    case .parameter(let suffix): (true, suffix)
                    }
                }
            )
        }
        self.plainPatterns = plainPatterns
    }

    /// Finds the endpoint of a method and a path.
    func find(_ method: Method, path: PathBytes) -> Match {
        if fixedLengths.contains(path.bytes.count), let path = fixed[path.bytes] {
            return Self.match(path, method, parameters: [])
        }
        if path.bytes.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "%") }) {
            guard let (index, parameters) = plainPatterns.match(path.bytes) else {
                return .failure(.notFound(path: path.text))
            }
            return Self.match(patterns[index], method, parameters: parameters)
        }
        return findDecoded(method, path: path)
    }

    /// Finds the endpoint of a path that says something by its encoding.
    private func findDecoded(_ method: Method, path: PathBytes) -> Match {
        // Parameters are decoded once, after the path was split: an encoded slash does not split.
        var segments: [String] = []
        for segment in path.bytes.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let text = percentDecoded(Array(segment).span) else { return .failure(.malformedPath) }
            segments.append(text)
        }
        if path.bytes.contains(UInt8(ascii: "%")),
            let path = fixed[Array(("/" + segments.joined(separator: "/")).utf8)],
            path.segments.count == segments.count, !segments.contains(where: { $0.contains("/") })
        {
            return Self.match(path, method, parameters: [])
        }
        for pattern in patterns {
            guard let parameters = Self.parameters(of: pattern.segments, in: segments) else { continue }
            return Self.match(pattern, method, parameters: parameters)
        }
        return .failure(.notFound(path: path.text))
    }

    private static func match(_ path: Path, _ method: Method, parameters: [String]) -> Match {
        let wanted = method == .head ? .get : method
        if let index = path.methods.firstIndex(of: wanted) {
            let found = path.endpoints[index]
            return .endpoint(RouteMatch(endpoint: found.endpoint, index: found.index, parameters: parameters))
        }
        return method == .options ? .options(allow: path.allow) : .failure(.methodNotAllowed(allow: path.allow))
    }

    /// The parameters of a template in the segments of a path; nil if they do not match.
    private static func parameters(of template: [Segment], in segments: [String]) -> [String]? {
        guard template.count == segments.count else { return nil }
        var parameters: [String] = []
        for (wanted, actual) in zip(template, segments) {
            switch wanted {
            case .literal(let text): guard text.utf8.elementsEqual(actual.utf8) else { return nil }
            case .parameter(let suffix):
                // Byte for byte: as characters, a suffix could merge with the end of the value before it.
                let bytes = actual.utf8
                guard bytes.count > suffix.utf8.count, bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
                else { return nil }
                parameters.append(String(Substring(bytes.dropLast(suffix.utf8.count))))
            }
        }
        return parameters
    }

    private static func segments(of template: String) -> [Segment] {
        template.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard segment.hasPrefix("{"), let end = segment.firstIndex(of: "}") else {
                return .literal(String(segment))
            }
            return .parameter(suffix: String(segment[segment.index(after: end)...]))
        }
    }

    /// Literals win over parameters, and longer suffixes over shorter ones, from the first segment on.
    private static func isMoreSpecific(_ left: [Segment], _ right: [Segment]) -> Bool {
        for (left, right) in zip(left, right) {
            switch (left, right) {
            case (.literal, .parameter): return true
            case (.parameter, .literal): return false
            case (.parameter(let left), .parameter(let right)) where left.count != right.count:
                return left.count > right.count
            default: continue
            }
        }
        return left.count < right.count
    }

    /// The value of Allow: GET brings HEAD, and OPTIONS is always there.
    private static func allow(_ methods: [Method]) -> String {
        let all = Set(methods).union(methods.contains(.get) ? [.head] : []).union([.options])
        return Method.allCases.filter(all.contains).map(\.rawValue).joined(separator: ", ")
    }
}
